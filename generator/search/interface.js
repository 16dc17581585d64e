// The search dialog on every page and the search page. What is typed stays in this page: it is never sent, and it
// stands in the address behind a # only, or beside the address in the browser's own history of this tab.
// Written for Safari 13.1 and Chromium 83: no newer syntax, no newer functions.

const root = document.documentElement;
const base = root.dataset.base;
const waiting = new Map();

window.kbSearch = (name, value) => {
  if (waiting.has(name)) waiting.get(name)(value);
};
const load = (name) =>
  new Promise((resolve, reject) => {
    waiting.set(name, resolve);
    const script = document.createElement("script");
    script.src = `${base}assets/search/${name === "index" ? `index-${MARK}` : `parts/${name}`}.js`;
    // A script that came and handed nothing over, such as the page of a hotel's network, has failed too.
    script.onload = script.onerror = () => {
      script.remove();
      reject(new Error(name));
    };
    document.head.append(script);
  });

const engine = new Engine(load, kbHelp);
engine.start().catch(() => {}); // while the reader types the first word
const FIRST = 2; // results shown in haste; each may need a file of its own
const SHOWN = 10;
const PAUSE = 200; // milliseconds without a keystroke, after which the address and the excerpts follow
const PATIENCE = 400; // milliseconds, after which a reader is told to wait

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const give = (element, attributes) => {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};
const fill = (element, ...children) => {
  element.textContent = "";
  element.append(...children);
  return element;
};

/** A text with the found words marked, without the marks of its citations. */
const marked = (text, words) => {
  const folded = foldInPlace(text);
  const plain = (from, to) => text.slice(from, to).split("†").join("");
  const places = [];
  for (const word of words) {
    for (let at = folded.indexOf(word); word && at >= 0; at = folded.indexOf(word, at + 1))
      places.push([at, at + word.length]);
  }
  places.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const [from, to] of places) {
    if (from < end) continue;
    fragment.append(plain(end, from), make("mark", { textContent: text.slice(from, to) }));
    end = to;
  }
  fragment.append(plain(end));
  return fragment;
};

const addressOf = (address) => {
  const path = base + address.slice(1);
  return location.protocol === "file:" && path.endsWith("/") ? `${path}index.html` : path;
};

/** Once an element comes into view. */
const inView = (element) =>
  new Promise((resolve) => {
    const watch = new IntersectionObserver((places) => {
      if (!places.some(({ isIntersecting }) => isIntersecting)) return;
      watch.disconnect();
      resolve();
    });
    watch.observe(element);
  });

/** HTML that was made for the page of search, with its links as they are on this page. */
const piece = (html) => {
  const holder = make("div", { innerHTML: html });
  for (const link of holder.querySelectorAll("a[href^='../']"))
    link.href = addressOf(link.getAttribute("href").slice(2));
  return holder;
};

/** What a result shows: its title, the words that answer, and its kind. */
const show = (link, hit, words) => {
  link.href = addressOf(hit.address);
  const answer = make("span", { className: "answers" }, marked(hit.answer, words));
  link.append(
    make("b", {}, marked(hit.title, words)),
    answer,
    make("span", { className: "kind", textContent: hit.label }),
  );
  return link;
};

/** The sentence of a page that answers, or may, under its heading or these words; whether it cites a source. */
const answering = ({ sentence }, heading, words) => [
  ...(heading ? [make("em", { textContent: heading })] : []),
  make("span", {}, marked(sentence, words)),
  ...(sentence.includes("†") ? [make("small", { textContent: "（来源见页面）" })] : []),
];

/** What was found, in words: how many pages, for those who listen, and how the question was understood, for all. */
const said = (found, section) => {
  const lines = found.distress ? ["最上面是现在就能打的求助电话"] : [];
  for (const [typed, meant] of found.corrections) lines.push(`“${typed}”按“${meant}”找`);
  const shown = found.hits.slice(0, 5).map((hit) => hit.title + hit.answer);
  for (const [typed, also] of found.synonyms) {
    const matched = also.filter((word) => shown.some((text) => !text.includes(typed) && text.includes(word)));
    if (matched.length) lines.push(`“${typed}”也按“${matched.slice(0, 3).join("、")}”找`);
  }
  if (found.isCut) lines.push(`只搜了前 ${LONGEST_QUESTION} 个字`);
  const none = section ? `“${section}”里没有找到。点“全部”看其他的` : "没有找到。换个说法试试，或者从处境开始找";
  const more = `${[...new Set(lines)].join("；")}${lines.length ? "。" : ""}`;
  if (found.hits.length && found.isHere) {
    const count = `找到 ${found.total} 条${more ? "；" : "。"}`;
    return [make("span", { className: "vh", textContent: count }), more];
  }
  const nothing = found.hits.length ? "没有找到。最接近的是下面几条，也可以从处境开始找" : none;
  return [`${nothing}${more ? "；" : "。"}`, more];
};

const wordsToMark = (found) => found.words.filter((word) => word.length > 1);

/** One search box with its results, in the dialog or on the search page. */
class Finder {
  constructor(parts) {
    this.input = parts.input;
    this.results = parts.results;
    this.filter = parts.filter;
    this.note = parts.note;
    this.help = parts.help;
    this.start = parts.start;
    this.more = parts.more;
    this.build = parts.build;
    this.remember = parts.remember || (() => {});
    this.section = "";
    this.limit = SHOWN;
    this.asked = 0;
    this.leads = "";
    this.found = null;
    const { input } = this;
    let composing = false;
    input.addEventListener("compositionstart", () => (composing = true));
    input.addEventListener("compositionend", () => {
      composing = false;
      this.ask();
    });
    input.addEventListener("input", (event) => composing || event.isComposing || this.ask());
    // The reader turns to something else, perhaps to a result: the address must be right before this page is left.
    input.addEventListener("change", () => this.remember(input.value.trim()));
    this.more.addEventListener("click", () => this.ask(this.limit + SHOWN));
  }

  /** Show the answer to what is typed; only the newest question may change what is shown. */
  ask(limit = SHOWN) {
    this.limit = limit;
    this.answered = this.answer();
    return this.answered;
  }

  async answer() {
    const question = this.input.value.trim();
    this.asked += 1;
    const turn = this.asked;
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
    try {
      await this.find(question, wanted);
    } catch (error) {
      if (wanted()) this.fail(distress);
    }
  }

  /** Shows the first results, then all of them; where that takes long, what is nearest meanwhile. */
  async find(question, wanted) {
    let nearest = null;
    let isLate = false;
    const wait = () => {
      isLate = true;
      if (!wanted()) return;
      fill(this.note, nearest ? "还在找，先放最接近的" : "正在找……");
      if (nearest) this.list(nearest);
    };
    const patience = setTimeout(wait, PATIENCE);
    try {
      const asked = { section: this.section, wanted };
      if (this.limit === SHOWN) {
        const inHaste = await engine.search(question, { ...asked, limit: FIRST, inHaste: true });
        if (!inHaste) return;
        if (inHaste.isHere) this.list(inHaste);
        else if (inHaste.hits.length) nearest = inHaste; // only the whole answer can tell that something is not here
        if (nearest && isLate) wait();
      } // who asks for more keeps what is there until it comes
      const found = await engine.search(question, { ...asked, limit: this.limit });
      if (!found) return;
      await this.offer();
      this.show(found);
    } finally {
      clearTimeout(patience);
    }
  }

  /** Results alone, until the whole answer is there. */
  list(found) {
    const words = wordsToMark(found);
    this.found = null; // what still comes for the answer before belongs to other results
    this.showHelp(found.distress);
    this.start.hidden = found.isHere;
    this.more.hidden = true; // it counts those of the question before
    fill(this.results, ...found.hits.map((hit, i) => this.build(hit, words, i)));
  }

  /** Results and what was understood; where to start without words for it when there is no question, or no answer. */
  show(found, isHeard = Boolean(found?.distress)) {
    const words = found ? wordsToMark(found) : [];
    const any = Boolean(found?.hits.length);
    this.found = found;
    this.results.removeAttribute("aria-busy");
    this.showHelp(isHeard);
    this.filter.hidden = !found || (found.total <= SHOWN && !this.section);
    this.more.hidden = !any || !found.isHere || found.total <= found.hits.length;
    this.start.hidden = any && found.isHere;
    fill(this.results, ...(any ? found.hits : []).map((hit, i) => this.build(hit, words, i)));
    this.more.textContent = found ? `更多结果（一共 ${found.total} 条）` : "";
    fill(this.note, ...(found ? said(found, this.section) : []));
    if (this.input.getAttribute("role") === "combobox") {
      give(this.input, { "aria-expanded": any });
      this.input.removeAttribute("aria-activedescendant");
    }
    if (!found) return;
    clearTimeout(this.pausing);
    this.pausing = setTimeout(() => {
      this.remember(found.question);
      this.addExcerpts(found, words);
    }, PAUSE);
  }

  /** No results are better than those of another question; a help card that is there stays. */
  fail(distress) {
    this.show(null, distress || Boolean(this.leads));
    const again = make("button", { type: "button", className: "plain", textContent: "再试一次" });
    again.addEventListener("click", () => {
      this.input.focus();
      this.ask();
    });
    this.note.append("搜索没有加载出来。", again, "，刷新页面，或者从下面找。");
  }

  /** The help card, or none; emergency numbers first where there is danger right now. */
  showHelp(isHeard) {
    const first = engine.isDanger(this.input.value) ? "danger" : "talk";
    const leads = isHeard ? first : "";
    if (leads === this.leads) return;
    this.leads = leads;
    fill(this.help, ...(leads ? [piece(kbHelp.help)] : []));
    const numbers = this.help.querySelector(".pair");
    if (leads === "danger" && numbers) numbers.parentNode.prepend(numbers);
  }

  /**
   * First the result that has a sentence which answers, with it, or with one that may; where title and answer of others lack
   * the rarest word, a stretch that has it.
   */
  async addExcerpts(found, words) {
    const { hits, reply, passage } = await engine.answered(found).catch(() => found); // the results stay
    if (this.found !== found) return;
    const first = found.hits.indexOf(hits[0]);
    if (first > 0) this.results.prepend(this.results.children[first]);
    const links = this.results.querySelectorAll("a");
    hits.forEach(async (hit, i) => {
      const answers = links[i].querySelector(".answers");
      const shown = foldInPlace(hit.title + hit.answer);
      const said = !i && (reply || passage);
      if (reply && !i) links[i].href = `${addressOf(hit.address)}${reply.anchor && `#${reply.anchor}`}`;
      if (said) {
        const heading = reply ? reply.heading : `这页还写到：${passage.heading}`;
        if (!repeats(shown, foldInPlace(said.sentence))) answers.append(...answering(said, heading, words));
      } else if (!found.rarest.some((word) => shown.includes(word))) {
        await inView(links[i]); // most readers look at the first results only
        const excerpt = await engine.excerpt(hit.page, words).catch(() => null); // the answer stays
        if (excerpt)
          fill(
            answers,
            ...(excerpt.heading ? [make("em", { textContent: excerpt.heading }), " "] : []),
            marked(excerpt.text, words),
          );
      }
    });
  }

  /** The kinds of pages to choose from, once they are known. */
  async offer() {
    const [summary, group] = this.filter.children;
    if (group.children.length) return;
    const { labels } = await engine.start();
    const choose = (label, section) => {
      const button = give(make("button", { type: "button", textContent: label }), {
        "aria-pressed": section === this.section,
      });
      button.addEventListener("click", () => {
        this.section = section;
        summary.textContent = section ? `只看：${label}` : summary.title;
        for (const other of group.children) give(other, { "aria-pressed": other === button });
        this.ask();
      });
      return button;
    };
    fill(group, choose("全部", ""), ...labels.map((label) => choose(label, label)));
  }
}

const makeFilter = () => {
  const words = "只看一类";
  return make(
    "details",
    { hidden: true },
    make("summary", { textContent: words, title: words }),
    give(make("div", { className: "kinds" }), { role: "group", "aria-label": words }),
  );
};

// The search page ---------------------------------------------------------------------------------------------------

const byId = (name) => document.getElementById(name);
const askedInAddress = () =>
  new URLSearchParams(location.hash.slice(1)).get("q") || new URLSearchParams(location.search).get("q") || "";

/** What finds for the box of the page, and keeps the question in its address. */
const finderOfPage = (box) => {
  const filter = makeFilter();
  byId("search-more").parentElement.after(filter);
  return new Finder({
    input: box,
    results: byId("search-results"),
    filter,
    note: byId("search-status"),
    help: byId("search-help"),
    start: byId("search-start"),
    more: byId("search-more"),
    build: (hit, words) => make("li", {}, show(make("a"), hit, words)),
    remember: (question) => {
      const address = question ? `#${new URLSearchParams({ q: question })}` : location.pathname;
      if (question !== askedInAddress()) history.replaceState(null, "", address);
    },
  });
};

const startPage = () => {
  const box = /** @type {HTMLInputElement} */ (byId("kb-q"));
  const finder = finderOfPage(box);
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    finder.remember(box.value.trim());
    box.blur(); // a phone's keyboard gives way to the results
    finder.ask();
  });
  addEventListener("hashchange", () => {
    if (box.value.trim() === askedInAddress()) return;
    box.value = askedInAddress();
    finder.ask();
  });
  box.value = box.value || askedInAddress();
  if (box.value) finder.ask();
};

// The dialog --------------------------------------------------------------------------------------------------------

const input = give(
  make("input", { type: "search", id: "kb-search-input", autocomplete: "off", placeholder: "用自己的话写" }),
  {
    role: "combobox",
    "aria-label": "搜索",
    "aria-expanded": "false",
    "aria-controls": "kb-search-list",
    "aria-autocomplete": "list",
    enterkeyhint: "search",
  },
);
const results = give(make("div", { id: "kb-search-list", className: "hits" }), {
  role: "listbox",
  "aria-label": "搜索结果",
});
const note = give(make("p", { className: "small soft" }), { role: "status" });
const shut = make("button", { type: "button", textContent: "关上" });
const dialog = give(make("div", { className: "finder", hidden: true }), {
  role: "dialog",
  "aria-modal": "true",
  "aria-label": "搜索",
});
const parts = {
  input,
  results,
  note,
  help: make("div"),
  filter: makeFilter(),
  start: piece(kbHelp.start),
  more: make("button", { type: "button", className: "plain", textContent: "更多结果", hidden: true }),
};
dialog.append(
  make(
    "div",
    { className: "in" },
    make(
      "div",
      { className: "col" },
      make("div", { className: "find" }, input, shut),
      note,
      parts.help,
      results,
      parts.more,
      parts.filter,
      parts.start,
    ),
  ),
);
document.body.append(dialog);

const finder = new Finder(
  Object.assign(parts, {
    build: (hit, words, i) =>
      show(give(make("a", { id: `kb-hit-${i}` }), { role: "option", "aria-selected": "false" }), hit, words),
    remember: (question) => {
      if (!dialog.hidden) history.replaceState({ search: question }, "");
    },
  }),
);

const selected = () => results.querySelector("[aria-selected=true]");
const select = (step) => {
  const options = [...results.children];
  if (!options.length) return;
  const before = options.indexOf(selected());
  const option =
    options[before < 0 && step < 0 ? options.length - 1 : (before + step + options.length) % options.length];
  for (const other of options) give(other, { "aria-selected": other === option });
  option.scrollIntoView({ block: "nearest" });
  give(input, { "aria-activedescendant": option.id });
};
/** Go to the chosen result, or the first, of what is typed now; from words of distress first to the help. */
const go = async () => {
  const { asked } = finder;
  await finder.answered;
  if (asked !== finder.asked) return;
  const chosen = selected() || results.firstElementChild;
  if (!finder.found) finder.ask();
  else if (finder.found.distress && !selected()) parts.help.querySelector("a").focus();
  else if (chosen) chosen.click();
};

let opener = null;
const others = () => [...document.body.children].filter((element) => element !== dialog);
/** To close is to go back: the step that opened the dialog is undone, and so "back" closes it. */
const close = () => history.back();
const closed = () => {
  dialog.hidden = true;
  for (const other of others()) other.removeAttribute("aria-hidden");
  root.style.overflow = "";
  opener?.focus?.({ preventScroll: true });
};
const open = () => {
  if (!dialog.hidden) return;
  opener = document.activeElement;
  const again = history.state && history.state.search !== undefined;
  if (again) input.value = history.state.search;
  else history.pushState({ search: "" }, "");
  dialog.hidden = false;
  for (const other of others()) give(other, { "aria-hidden": true });
  root.style.overflow = "hidden";
  input.focus();
  input.select();
  finder.ask();
};
addEventListener("popstate", () => {
  const wanted = history.state && history.state.search !== undefined;
  if (!wanted && !dialog.hidden) closed();
  else if (wanted && dialog.hidden) open();
});
shut.addEventListener("click", close);
input.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === "ArrowDown") select(1);
  else if (event.key === "ArrowUp") select(-1);
  else if (event.key === "Enter") go();
  else return;
  event.preventDefault();
});
dialog.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === "Escape") {
    event.preventDefault(); // by itself, the browser would empty the box first
    close();
  } else if (event.key === "Tab") {
    const stops = [...dialog.querySelectorAll("input, button, a[href]")].filter((stop) => stop.offsetParent);
    const [first, last] = event.shiftKey ? [stops[0], stops[stops.length - 1]] : [stops[stops.length - 1], stops[0]];
    if (document.activeElement !== first) return;
    event.preventDefault();
    last.focus();
  }
});

window.kbFind = { page: startPage, open };
