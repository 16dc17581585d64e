"""How a page of each engine's site is asked, in JavaScript, and other files of the engines' projects.

Each of the upper-case functions `(question, count) => addresses` goes the way a reader's page goes: through the engine's
own box where the tool has one, else through its documented interface. Boxes show about ten results whatever the count.
"""

_CHANGED = """(where, done) => new Promise((resolve) => {
  const observer = new MutationObserver(() => done() && (observer.disconnect(), resolve()));
  observer.observe(where, { childList: true, characterData: true, subtree: true });
})"""

OURS = f"""async (question, count) => {{
  const note = document.getElementById("search-status");
  const box = document.getElementById("kb-q");
  const results = document.getElementById("search-results");
  const changed = ({_CHANGED})(note, () => note.textContent && !results.ariaBusy);
  box.value = question;
  box.dispatchEvent(new InputEvent("input"));
  await changed;
  return [...document.querySelectorAll("main ol#search-results > li > a")].map((link) => link.href);
}}"""

MATERIAL = f"""async (question, count) => {{
  const box = document.querySelector("[data-md-component=search-query]");
  const [note, list] = document.querySelector("[data-md-component=search-result]").children;
  window.resting ??= note.textContent;
  const changed = ({_CHANGED})(note, () => note.textContent !== window.resting);
  box.focus();
  box.value = question;
  box.dispatchEvent(new KeyboardEvent("keyup"));
  await changed;
  return [...list.children].map((item) => item.querySelector("a").href);
}}"""

ZENSICAL = """async (question, count) => {
  const inside = () => [...document.querySelectorAll("*")].find((one) => one.shadowRoot?.querySelector("dialog"))?.shadowRoot;
  if (!inside()?.querySelector("dialog[open]")) document.querySelector(".md-search__button").click();
  const frame = () => new Promise(requestAnimationFrame);
  while (!inside()?.querySelector("dialog[open] input")) await frame();
  const box = inside().querySelector("input");
  const answered = new Promise((resolve) => (window.onWorkerMessage = ({ type }) => type === 3 && resolve()));
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(box, question);
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await answered;
  await frame();
  return [...inside().querySelectorAll("ol[role=listbox] a")].map((link) => link.href);
}"""

PAGEFIND = """async (question, count) => {
  if (!window.pagefind) {
    window.pagefind = await import("/pagefind/pagefind.js");
    await window.pagefind.options({ noWorker: window.inline });
  }
  const { results } = await window.pagefind.search(question);
  const shown = await Promise.all(results.slice(0, count).map((result) => result.data()));
  return shown.map((page) => new URL(page.url, location).href);
}"""

MINISEARCH = """async (question, count) => {
  window.searching ??= (async () => {
    const [{ default: MiniSearch }, { options }, index] = await Promise.all([
      import("/minisearch/minisearch.js"), import("/minisearch/options.js"),
      fetch("/minisearch/index.json").then((file) => file.text()),
    ]);
    return MiniSearch.loadJSON(index, options);
  })();
  const found = (await window.searching).search(question);
  return found.slice(0, count).map(({ id }) => new URL(`/${id}/`, location).href);
}"""

MINISEARCH_OPTIONS = """const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
export const options = {
  fields: ["title", "headings", "text"],
  storeFields: ["title"],
  tokenize: (text) => [...segmenter.segment(text)].filter((one) => one.isWordLike).map((one) => one.segment),
  searchOptions: { boost: { title: 3, headings: 2 }, prefix: true, fuzzy: 0.2 },
};
"""

MINISEARCH_BUILD = """import { readFileSync, writeFileSync } from "node:fs";
import MiniSearch from "./site/minisearch/minisearch.js";
import { options } from "./site/minisearch/options.js";
const index = new MiniSearch(options);
index.addAll(JSON.parse(readFileSync("articles.json", "utf8")));
writeFileSync("site/minisearch/index.json", JSON.stringify(index));
"""

TIMER = '''"""Tells how long the search plugin alone takes."""

from pathlib import Path
from time import perf_counter

from material.plugins.search.plugin import SearchIndex

taken = 0.0


def timed(method):
    def run(*arguments):
        global taken
        begun = perf_counter()
        result = method(*arguments)
        taken += perf_counter() - begun
        Path("seconds").write_text(str(taken))
        return result

    return run


SearchIndex.add_entry_from_context = timed(SearchIndex.add_entry_from_context)
SearchIndex.generate_search_index = timed(SearchIndex.generate_search_index)
'''

WORKERS = """(() => {
  const heard = (event) => window.onWorkerMessage?.(event.data);
  const Separate = Worker;
  class Inline extends EventTarget {
    constructor(address, options = {}) {
      super();
      const { port1, port2 } = new MessageChannel();
      const frame = Object.assign(document.createElement("iframe"), { hidden: true });
      document.documentElement.append(frame);
      const inside = frame.contentWindow;
      inside.postMessage = (data) => port2.postMessage(data);
      inside.importScripts = (...scripts) => {
        for (const script of scripts) {
          const request = new XMLHttpRequest();
          request.open("GET", new URL(script, new URL(address, location)), false);
          request.send();
          inside.eval(request.responseText);
        }
      };
      port1.onmessage = (event) => {
        const message = new MessageEvent("message", { data: event.data });
        this.dispatchEvent(message);
        this.onmessage?.(message);
      };
      const script = Object.assign(inside.document.createElement("script"), { src: new URL(address, location), type: options.type ?? "" });
      script.onload = () => {
        port2.onmessage = (event) => inside.dispatchEvent(new inside.MessageEvent("message", { data: event.data }));
      };
      inside.document.head.append(script);
      this.postMessage = (data) => port1.postMessage(data);
      this.terminate = () => frame.remove();
    }
  }
  window.Worker = class {
    constructor(...given) {
      const worker = window.inline ? new Inline(...given) : new Separate(...given);
      worker.addEventListener("message", heard);
      return worker;
    }
  };
})();
"""
"""Runs before the scripts of a page: tells what workers answer, and with `window.inline` runs them on the page's own thread,
since that is the only one which Chromium slows. Pagefind works there by itself when it has no worker."""
