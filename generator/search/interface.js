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
    // A script that came and handed nothing over, such as the page of a hotel's network, has failed too.
    script.onload = script.onerror = () => {
      script.remove();
      reject(new Error(name));
    };
    document.head.append(script);
  });

const engine = createEngine(load, kbHelp.phrases);
engine.start().catch(() => {}); // while the reader types the first word
const SHOWN = 10;
const PAUSE = 200; // milliseconds without a keystroke, after which the address and the excerpts follow
const PATIENCE = 400; // milliseconds, after which a reader is told to wait
const wantsSearch = "[data-search-open]";

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const give = (element, attributes) => {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};
const makeFilter = () => give(make("div", { className: "kb-filter", hidden: true }), { role: "group", "aria-label": "只看一类" });

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
  return link;
};

const status = (found, section) => {
  const lines = found.distress ? ["最上面是现在就能打的求助电话"] : [];
  for (const [typed, meant] of found.corrections) lines.push(`“${typed}”按“${meant}”找`);
  const shown = found.hits.slice(0, 5).map((hit) => hit.title + hit.answer);
  for (const [typed, also] of found.synonyms) {
    const matched = also.filter((word) => shown.some((text) => !text.includes(typed) && text.includes(word)));
    if (matched.length) lines.push(`“${typed}”也按“${matched.slice(0, 3).join("、")}”找`);
  }
  const none = section ? `“${section}”里没有找到。点“全部”看其他的` : "没有找到。换个说法试试，或者从处境开始找";
  return [found.hits.length ? `找到 ${found.total} 条` : none, ...new Set(lines)].join("；") + "。";
};

/** One search box with its results, in the dialog or on the search page. */
class Finder {
  constructor({ input, results, note, help, filter, build, remember = () => {} }) {
    Object.assign(this, { input, results, note, help, filter, build, remember, section: "", asked: 0, helping: false, found: null });
    let composing = false;
    input.addEventListener("compositionstart", () => (composing = true));
    input.addEventListener("compositionend", () => {
      composing = false;
      this.ask();
    });
    input.addEventListener("input", (event) => composing || event.isComposing || this.ask());
    // The reader turns to something else, perhaps to a result: the address must be right before this page is left.
    input.addEventListener("change", () => this.remember(input.value.trim()));
  }

  /** Show the answer to what is typed; only the newest question may change what is shown. */
  ask() {
    this.answered = this.answer();
    return this.answered;
  }

  async answer() {
    const question = this.input.value.trim();
    const turn = (this.asked += 1);
    const wanted = () => turn === this.asked;
    const distress = engine.isDistress(question);
    clearTimeout(this.pausing);
    if (distress) this.showHelp(true);
    this.pausing = setTimeout(() => this.remember(question), PAUSE);
    if (!question) {
      this.show(null);
      return;
    }
    give(this.results, { "aria-busy": true });
    const waiting = setTimeout(() => wanted() && this.note.replaceChildren("正在找……"), PATIENCE);
    try {
      const found = await engine.search(question, { limit: SHOWN, section: this.section, wanted });
      if (!wanted()) return;
      await this.offer();
      this.show(found);
    } catch {
      if (wanted()) this.fail(distress);
    } finally {
      clearTimeout(waiting);
    }
  }

  /** Results and what was understood; nothing for no question. */
  show(found) {
    const words = found?.words.filter((word) => word.length > 1) ?? [];
    this.found = found;
    this.results.removeAttribute("aria-busy");
    this.showHelp(Boolean(found && (found.distress || !found.hits.length)));
    this.filter.hidden = !found || (!found.hits.length && !this.section);
    this.results.replaceChildren(...(found?.hits ?? []).map((hit, i) => this.build(hit, words, i)));
    this.note.textContent = found ? status(found, this.section) : "";
    if (found && !found.hits.length) this.note.append(" ", make("a", { href: addressOf("/paths/"), textContent: "按处境找" }));
    if (this.input.getAttribute("role") === "combobox") {
      give(this.input, { "aria-expanded": Boolean(found?.hits.length) });
      this.input.removeAttribute("aria-activedescendant");
    }
    if (!found) return;
    clearTimeout(this.pausing);
    this.pausing = setTimeout(() => {
      this.remember(found.question);
      this.addExcerpts(found, words);
    }, PAUSE);
  }

  /** No results are better than those of another question. */
  fail(distress) {
    this.show(null);
    this.showHelp(distress);
    const again = make("button", { type: "button", textContent: "再试一次" });
    again.addEventListener("click", () => {
      this.input.focus();
      this.ask();
    });
    this.note.append("搜索没有加载出来。", again, "，刷新页面，或者", make("a", { href: addressOf("/paths/"), textContent: "按处境找" }), "。");
  }

  showHelp(helping) {
    if (helping !== this.helping) this.help.innerHTML = helping ? kbHelp.card : "";
    this.helping = helping;
  }

  /** Where neither title nor answer has a word of the question, a stretch of the page that has. */
  addExcerpts(found, words) {
    const answers = this.results.querySelectorAll(".kb-hit__answer");
    found.hits.forEach(async (hit, i) => {
      const shown = foldInPlace(hit.title + hit.answer);
      if (words.some((word) => shown.includes(word))) return;
      const excerpt = await engine.excerpt(hit.page, words).catch(() => null); // the answer stays
      if (excerpt) answers[i].replaceChildren(...(excerpt.heading ? [make("em", { textContent: excerpt.heading }), " "] : []), marked(excerpt.text, words));
    });
  }

  /** The kinds of pages to choose from, once they are known. */
  async offer() {
    if (this.filter.children.length) return;
    const { labels } = await engine.start();
    const choose = (label, section) => {
      const button = give(make("button", { type: "button", textContent: label }), { "aria-pressed": section === this.section });
      button.addEventListener("click", () => {
        this.section = section;
        for (const other of this.filter.children) give(other, { "aria-pressed": other === button });
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
  const filter = makeFilter();
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
    page.remember(page.input.value.trim());
    page.input.blur(); // a phone's keyboard gives way to the results
    page.ask();
  });
  addEventListener("hashchange", () => {
    if (page.input.value.trim() === asked()) return;
    page.input.value = asked();
    page.ask();
  });
  page.input.value ||= asked();
  if (page.input.value) page.ask();
}

// The dialog --------------------------------------------------------------------------------------------------------

const dialog = give(make("dialog", { className: "kb-search" }), { "aria-label": "搜索" });
const input = give(make("input", { type: "search", id: "kb-search-input", autocomplete: "off", placeholder: "用自己的话写，拼音和俗称也可以" }), {
  role: "combobox", "aria-label": "搜索", "aria-expanded": "false", "aria-controls": "kb-search-list", "aria-autocomplete": "list", enterkeyhint: "search",
});
const results = give(make("div", { id: "kb-search-list" }), { role: "listbox", "aria-label": "搜索结果" });
const note = give(make("p", { className: "kb-search__note" }), { role: "status" });
const filter = makeFilter();
const shut = make("button", { type: "button", textContent: "关上" });
shut.addEventListener("click", () => dialog.close());
const help = make("div", { className: "kb-article md-typeset kb-search__help" });
dialog.append(make("div", { className: "kb-search__head" }, input, shut), note, help, filter, results);
document.body.append(dialog);

const finder = new Finder({
  input, results, note, help, filter,
  build: (hit, words, i) => fill(give(make("a", { id: `kb-hit-${i}` }), { role: "option", "aria-selected": "false" }), hit, words),
});

const selected = () => results.querySelector("[aria-selected=true]");
const select = (step) => {
  const options = [...results.children];
  if (!options.length) return;
  const before = options.indexOf(selected());
  const option = options.at(before < 0 && step < 0 ? -1 : (before + step) % options.length);
  for (const other of options) give(other, { "aria-selected": other === option });
  option.scrollIntoView({ block: "nearest" });
  give(input, { "aria-activedescendant": option.id });
};
/** Go to the chosen result, or the first, of what is typed now; from words of distress first to the help. */
const go = async () => {
  const { asked } = finder;
  await finder.answered;
  if (asked !== finder.asked) return;
  if (!finder.found) finder.ask();
  else if (finder.found.distress && !selected()) help.querySelector("a")?.focus();
  else (selected() ?? results.firstElementChild)?.click();
};
input.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === "ArrowDown") select(1);
  else if (event.key === "ArrowUp") select(-1);
  else if (event.key === "Enter") go();
  else if (event.key === "Escape") dialog.close(); // by itself, the browser would empty the box first
  else return;
  event.preventDefault();
});
dialog.addEventListener("click", (event) => {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  const inside = left <= event.clientX && event.clientX <= right && top <= event.clientY && event.clientY <= bottom;
  if (event.target === dialog && !inside) dialog.close();
});

const open = (question = "") => {
  if (dialog.open) return;
  dialog.showModal();
  if (question) input.value = question;
  input.select();
  finder.ask();
};
/** Open with what has been typed in the page's own box, if it has one. */
const openFromPage = () => {
  const box = document.querySelector(`input${wantsSearch}`);
  if (box?.hasAttribute("data-composing")) {
    box.addEventListener("compositionend", openFromPage, { once: true });
    return;
  }
  const typed = box?.value;
  if (box) box.value = "";
  open(typed);
};
document.addEventListener("click", (event) => {
  if (!event.target.closest?.(wantsSearch)) return;
  event.preventDefault();
  openFromPage();
});
document.querySelector(`input${wantsSearch}`)?.form.addEventListener("submit", (event) => {
  event.preventDefault();
  openFromPage();
});
addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if ((event.key === "/" && !typing && plain) || (event.key?.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) {
    event.preventDefault();
    open();
  }
});
if (document.currentScript?.dataset.open) openFromPage();
