// The search dialog on every page and the search page. What is typed stays in this page: it is never sent, and it
// stands in the address behind a # only, which browsers keep to themselves.

const root = document.documentElement;
const base = root.dataset.base;
const waiting = new Map();

window.kbSearch = (name, value) => waiting.get(name)?.(value);
const load = (name, version) =>
  new Promise((resolve, reject) => {
    waiting.set(name, resolve);
    const script = document.createElement("script");
    script.src = `${base}assets/search/${version ? `${version}/` : ""}${name}.js`;
    script.onerror = () => reject(new Error(name));
    document.head.append(script);
  });

const engine = createEngine(load);
const SHOWN = 10;
const wantsSearch = "[data-search-open]";

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

/** A text with the found words marked. */
const marked = (text, words) => {
  const folded = foldInPlace(text);
  const places = [];
  for (const word of words) {
    for (let at = folded.indexOf(word); word && at >= 0; at = folded.indexOf(word, at + 1)) places.push([at, at + word.length]);
  }
  places.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const [from, to] of places) {
    if (from < end) continue;
    fragment.append(text.slice(end, from), make("mark", { textContent: text.slice(from, to) }));
    end = to;
  }
  fragment.append(text.slice(end));
  return fragment;
};

const addressOf = (address) => {
  const path = base + address.slice(1);
  return location.protocol === "file:" && path.endsWith("/") ? `${path}index.html` : path;
};

/** What a result shows: its title, its kind, and the words that answer. */
const fill = (link, hit, words) => {
  link.href = addressOf(hit.address);
  const answer = make("span", { className: "kb-hit__answer" }, marked(hit.answer, words));
  link.append(make("strong", {}, marked(hit.title, words)), " ", make("small", { textContent: hit.label }), answer);
  const shown = foldInPlace(hit.title + hit.answer);
  if (!words.some((word) => shown.includes(word))) {
    engine.excerpt(hit.page, words).then((found) => {
      if (found) answer.replaceChildren(...(found.heading ? [make("em", { textContent: found.heading }), " "] : []), marked(found.text, words));
    }, () => {});
  }
  return link;
};

const status = (found) => {
  const lines = [];
  for (const [typed, meant] of found.corrections) lines.push(`“${typed}”按“${meant}”找`);
  const shown = found.hits.slice(0, 5).map((hit) => hit.title + hit.answer);
  for (const [typed, also] of found.synonyms) {
    const matched = also.filter((word) => shown.some((text) => !text.includes(typed) && text.includes(word)));
    if (matched.length) lines.push(`“${typed}”也按“${matched.slice(0, 3).join("、")}”找`);
  }
  const count = found.hits.length ? `找到 ${found.total} 条` : "没有找到。换个说法试试，或者从处境开始找";
  return [count, ...new Set(lines)].join("；") + "。";
};

/** One search box with its results, in the dialog or on the search page. */
class Finder {
  constructor({ input, results, note, help, filter, build, remember }) {
    Object.assign(this, { input, results, note, help, filter, build, remember, section: "", asked: 0 });
    let composing = false;
    input.addEventListener("compositionstart", () => (composing = true));
    input.addEventListener("compositionend", () => {
      composing = false;
      this.ask();
    });
    input.addEventListener("input", (event) => composing || event.isComposing || this.ask());
  }

  async ask() {
    const question = this.input.value.trim();
    const turn = (this.asked += 1);
    this.remember?.(question);
    if (!question) return this.show(null, []);
    let found;
    try {
      found = await engine.search(question, { limit: SHOWN, section: this.section });
      await this.offer();
    } catch {
      this.note.textContent = "搜索没有加载出来。请刷新页面，或者从处境和主题找。";
      return undefined;
    }
    return turn === this.asked ? this.show(found, found.words.filter((word) => word.length > 1)) : undefined;
  }

  show(found, words) {
    this.filter.hidden = !found;
    this.help.innerHTML = found?.distress || found?.hits.length === 0 ? this.card : "";
    this.note.textContent = found ? status(found) : "";
    this.results.replaceChildren(...(found?.hits ?? []).map((hit, i) => this.build(hit, words, i)));
    if (found && !found.hits.length) {
      const link = make("a", { href: addressOf("/paths/"), textContent: "按处境找" });
      this.note.append(" ", link);
    }
    if (this.input.role === "combobox") {
      this.input.setAttribute("aria-expanded", String(Boolean(found?.hits.length)));
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  /** The kinds of pages to choose from, once they are known. */
  async offer() {
    if (this.card !== undefined) return;
    const { labels, help } = await engine.start();
    this.card = help;
    const choose = (label, section) => {
      const button = make("button", { type: "button", textContent: label });
      button.setAttribute("aria-pressed", String(section === this.section));
      button.addEventListener("click", () => {
        this.section = section;
        for (const other of this.filter.children) other.setAttribute("aria-pressed", String(other === button));
        this.ask();
      });
      return button;
    };
    this.filter.replaceChildren(choose("全部", ""), ...labels.map((label) => choose(label, label)));
  }
}

// The search page ---------------------------------------------------------------------------------------------------

const list = document.getElementById("search-results");
if (list) {
  const form = document.getElementById("kb-q").form;
  const filter = make("div", { className: "kb-filter" });
  filter.setAttribute("role", "group");
  filter.setAttribute("aria-label", "只看一类");
  list.before(filter);
  const asked = () => new URLSearchParams(location.hash.slice(1)).get("q") ?? new URLSearchParams(location.search).get("q") ?? "";
  const page = new Finder({
    input: document.getElementById("kb-q"),
    results: list,
    note: document.getElementById("search-status"),
    help: document.getElementById("search-help"),
    filter,
    build: (hit, words) => make("li", {}, fill(make("a"), hit, words)),
    remember: (question) => {
      const address = question ? `#${new URLSearchParams({ q: question })}` : location.pathname;
      if (question !== asked()) history.replaceState(null, "", address);
    },
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    page.ask();
  });
  addEventListener("hashchange", () => {
    page.input.value = asked();
    page.ask();
  });
  page.input.value ||= asked();
  if (page.input.value) page.ask();
}

// The dialog --------------------------------------------------------------------------------------------------------

const dialog = make("dialog", { className: "kb-search" });
dialog.setAttribute("aria-label", "搜索");
const input = make("input", { type: "search", id: "kb-search-input", autocomplete: "off", placeholder: "用自己的话写，拼音和俗称也可以" });
const results = make("div", { id: "kb-search-list" });
for (const [name, value] of Object.entries({
  role: "combobox", "aria-label": "搜索", "aria-expanded": "false", "aria-controls": "kb-search-list", "aria-autocomplete": "list", enterkeyhint: "search",
})) input.setAttribute(name, value);
results.setAttribute("role", "listbox");
results.setAttribute("aria-label", "搜索结果");
const note = make("p", { className: "kb-search__note" });
note.setAttribute("role", "status");
const filter = make("div", { className: "kb-filter" });
filter.setAttribute("role", "group");
filter.setAttribute("aria-label", "只看一类");
const shut = make("button", { type: "button", textContent: "关上" });
shut.addEventListener("click", () => dialog.close());
const help = make("div", { className: "kb-article md-typeset kb-search__help" });
dialog.append(make("div", { className: "kb-search__head" }, input, shut), note, help, filter, results);
document.body.append(dialog);

let active = -1;
const finder = new Finder({
  input, results, note, help, filter,
  build: (hit, words, i) => {
    active = -1;
    const link = make("a", { id: `kb-hit-${i}` });
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    return fill(link, hit, words);
  },
});

const select = (to) => {
  const options = [...results.children];
  if (!options.length) return;
  active = (to + options.length) % options.length;
  options.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
  options[active].scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", options[active].id);
};
input.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === "ArrowDown") select(active + 1);
  else if (event.key === "ArrowUp") select(active < 0 ? -1 : active - 1);
  else if (event.key === "Enter") (results.children[Math.max(0, active)])?.click();
  else return;
  event.preventDefault();
});
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

const open = (question = "") => {
  if (dialog.open) return;
  dialog.showModal();
  if (question) input.value = question;
  input.select();
  finder.ask();
};
const fromPage = () => {
  const box = document.querySelector(`input${wantsSearch}`);
  const typed = box?.value ?? "";
  if (box) box.value = "";
  return typed;
};
document.addEventListener("click", (event) => {
  if (!event.target.closest?.(wantsSearch)) return;
  event.preventDefault();
  open(fromPage());
});
document.querySelector(`input${wantsSearch}`)?.form.addEventListener("submit", (event) => {
  event.preventDefault();
  open(fromPage());
});
addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if ((event.key === "/" && !typing && plain) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) {
    event.preventDefault();
    open();
  }
});
if (document.currentScript?.dataset.open) open(fromPage());
