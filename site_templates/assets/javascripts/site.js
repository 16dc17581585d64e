// What every page does: leave quickly, unfold what a link points at, show a source or a term in place, hand out the page
// as text, picture or paper, load the search when it is wanted. Nothing is stored and nothing is sent. Every page works
// without this script. Written for Safari 13 and Chromium 83: no newer syntax, no newer functions.
"use strict";
{
  const doc = document;
  const base = doc.documentElement.dataset.base;
  const files = /** @type {HTMLScriptElement} */ (doc.currentScript).dataset;
  const exit = /** @type {HTMLAnchorElement} */ (doc.querySelector("[data-quick-exit]"));
  const all = (selector, within) => Array.from((within || doc).querySelectorAll(selector));
  const near = (event, selector) => (event.target.closest ? event.target.closest(selector) : null);
  const composing = (event) => event.isComposing || event.keyCode === 229;
  const make = (tag, properties, ...children) => {
    const element = Object.assign(doc.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // Leaving comes first: nothing before it can fail. The page is replaced, so that "back" does not lead to it.
  // What a reader kept in the log goes with it.
  const leave = () => {
    location.replace(exit.href);
    doc.body.textContent = ""; // the next page may be slow to come
    try {
      localStorage.removeItem("kb-log");
    } catch (error) {
      // No storage, nothing kept.
    }
  };
  exit.addEventListener("click", (event) => {
    leave();
    event.preventDefault();
  });
  let escapes = [];
  addEventListener("keydown", (event) => {
    // An Escape that cancels a word being composed, or that is held down, is no wish to leave.
    if (event.key !== "Escape" || composing(event) || event.repeat) {
      if (event.key !== "Escape") escapes = [];
      return;
    }
    escapes = escapes.filter((time) => event.timeStamp - time < 1500).concat(event.timeStamp);
    if (escapes.length >= 3) leave();
  });

  // A server with an older policy refuses the style in the page: then it comes as a file.
  if (getComputedStyle(doc.body).marginTop !== "0px") {
    doc.head.append(make("link", { rel: "stylesheet", href: files.style }));
  }

  // What a link points at is unfolded; the list of sources is folded once its notes can open in place.
  all("details[data-fold]").forEach((fold) => (fold.open = false));
  const unfold = (element) => {
    for (let at = element; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  };
  const target = () => {
    try {
      return doc.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch (error) {
      return null;
    }
  };
  const reveal = () => {
    const found = location.hash.length > 1 && target();
    if (!found) return;
    unfold(found);
    found.scrollIntoView();
    const top = found.getBoundingClientRect().top;
    if (top < 56) scrollBy(0, top - 64); // Safari 13 knows no scroll-padding
  };
  addEventListener("hashchange", () => {
    close(false);
    reveal();
  });
  reveal();
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    folded.forEach((fold) => (fold.open = true));
  });
  addEventListener("afterprint", () => folded.forEach((fold) => (fold.open = false)));

  // A source or a term opens in a sheet at the foot of the screen; without this script both are links.
  let sheet = null;
  let opener = null;
  const close = (focus) => {
    if (!sheet) return;
    sheet.remove();
    opener.removeAttribute("aria-expanded");
    if (focus) opener.focus({ preventScroll: true });
    sheet = opener = null;
  };
  const show = (link, name, content) => {
    close(false);
    opener = link;
    const shut = make("button", { type: "button", textContent: "关上" });
    shut.addEventListener("click", () => close(true));
    sheet = make(
      "div",
      { className: "sheet", tabIndex: -1 },
      make("div", { className: "top" }, make("b", { textContent: name }), shut),
      content,
    );
    sheet.setAttribute("role", "dialog");
    sheet.setAttribute("aria-label", name);
    link.setAttribute("aria-expanded", "true");
    doc.body.append(sheet);
    // The sentence stays in sight above the sheet.
    const under = link.getBoundingClientRect().bottom + 40 - sheet.getBoundingClientRect().top;
    if (under > 0) scrollBy(0, under);
    sheet.focus({ preventScroll: true });
  };
  const note = (link) => {
    const content = doc.createDocumentFragment();
    if (link.classList.contains("kb-term")) {
      const more = make("a", { href: link.href, textContent: "详细看" });
      content.append(make("p", { textContent: link.dataset.tip }), make("p", { className: "note-more" }, more));
      return [link.textContent, content];
    }
    const source = link.pathname === location.pathname && doc.getElementById(link.hash.slice(1));
    if (!source) return null;
    content.append(...Array.from(source.childNodes, (node) => node.cloneNode(true)));
    return [`来源 ${link.textContent}`, content];
  };
  doc.addEventListener("click", (event) => {
    const link = near(event, ".kb-cite, .kb-term");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const again = link === opener;
      const found = again ? null : note(link);
      if (again || found) event.preventDefault();
      if (again) close(true);
      else if (found) show(link, ...found);
    } else if (sheet && !sheet.contains(event.target)) {
      close(false);
    }
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && sheet && !composing(event)) close(true);
  });

  // Buttons that need this script are hidden until it runs.
  const buttons = {
    "[data-all]": (button) => {
      const open = button.getAttribute("aria-pressed") !== "true";
      all(".qs details").forEach((fold) => (fold.open = open));
      button.setAttribute("aria-pressed", String(open));
      button.textContent = open ? "全部收起" : "全部展开";
    },
    "[data-print-card]": () => print(),
    "[data-copy-quote]": (button) => copy(said(button.previousElementSibling), button),
    "[data-copy-card]": (button) => copy(card().join("\n"), button),
    "[data-picture]": (button) => {
      load(
        files.card,
        () => window.kbPicture(card(), (image) => show(button, "长按图片，存到手机", image)),
        () => told(button, "没存成，请截屏"),
      );
    },
  };
  const names = Object.keys(buttons);
  all(names.join()).forEach((button) => (button.hidden = false));
  doc.addEventListener("click", (event) => {
    const button = near(event, names.join());
    if (button) buttons[names.find((name) => button.matches(name))](button);
  });
  const told = (button, words) => {
    const before = button.dataset.words || button.textContent;
    button.dataset.words = before;
    button.textContent = words;
    setTimeout(() => (button.textContent = before), 2500);
  };
  const copy = (text, button) => {
    const box = make("textarea", { value: text, readOnly: true, className: "vh" });
    doc.body.append(box);
    box.select();
    box.setSelectionRange(0, text.length);
    const done = doc.execCommand("copy");
    box.remove();
    told(button, done ? "已复制" : "没复制成，请长按文字");
  };
  /** The words of an element without the numbers of its sources, line by line. */
  const said = (element) => {
    const bare = element.cloneNode(true);
    all(".kb-cite, svg, button", bare).forEach((part) => part.remove());
    all("br", bare).forEach((part) => part.replaceWith("\n"));
    all("p + p", bare).forEach((part) => part.prepend("\n"));
    return bare.textContent.trim();
  };
  /** The page as lines: what to do, what not, whom to call, and where it is from. */
  const card = () => {
    const main = doc.querySelector("main");
    const paper = main.querySelector("[data-card]");
    const lines = (name, mark, found) =>
      found.length ? ["", name].concat(found.map((item, index) => mark(index) + said(item))) : [];
    const steps = all(".steps > li, .way > li", main).filter((item) => !item.closest(".qs"));
    const nevers = all(".never", main).filter((item) => !item.closest(".qs"));
    const first = main.querySelector(".first");
    const day = main.querySelector(".meta time");
    return [said(main.querySelector("h1")), said(main.querySelector(".answer"))].concat(
      first ? ["", said(first)] : [],
      lines("现在就做", (index) => `${index + 1}. `, steps),
      lines("不要做", () => "· ", nevers),
      lines("能打的电话", () => "· ", all(".p-list > li", paper)),
      ["", `${doc.querySelector(".brand").textContent.trim()}${day ? `，${day.textContent} 核对` : ""}`],
      location.protocol === "file:" ? [] : [location.href.replace(/[?#].*/, "")],
    );
  };

  // A report opens with the page and the words that are marked on it.
  all("a[data-report]").forEach((link) => {
    link.addEventListener("click", () => {
      if (link.protocol !== "mailto:") return;
      const title = said(doc.querySelector("h1"));
      const marked = String(getSelection()).trim();
      const body = `${location.href}\n\n哪一句：${marked}\n\n应该是：\n`;
      link.href = `${link.href.split("?")[0]}?subject=${encodeURIComponent(`页面有错：${title}`)}&body=${encodeURIComponent(body)}`;
    });
  });

  // A review date that has passed since the site was built is said so, by the reader's own day.
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  all("time[data-due]").forEach((due) => {
    if (due.dataset.due < today)
      due.after(make("strong", { className: "overdue", textContent: "（已经过了复核日期，请多核对一遍）" }));
  });

  // From the file system, a folder is not its index page.
  if (location.protocol === "file:") {
    doc.addEventListener(
      "click",
      (event) => {
        const link = near(event, "a[href]");
        if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
      },
      true,
    );
  }

  const load = (file, done, failed) => {
    const script = make("script", { src: file });
    script.onerror = failed;
    // A script with words that this browser does not know has come too, and has done nothing.
    script.onload = () => {
      try {
        done();
      } catch (error) {
        failed();
      }
    };
    doc.head.append(script);
  };

  // Search: the script comes when it is wanted. Where it cannot run, the page of search leads on by other ways.
  const searchPage = `${base}search/${location.protocol === "file:" ? "index.html" : ""}`;
  let waiting = []; // each with what to do when the script has come, and when it has not
  const search = (done, failed) => {
    if (window.kbFind) {
      done();
      return;
    }
    waiting.push([done, failed]);
    if (waiting.length > 1) return;
    load(
      files.search,
      () => {
        if (!window.kbFind) throw new Error("search.js");
        waiting.forEach(([come]) => come());
      },
      () => {
        const failing = waiting;
        waiting = [];
        failing.forEach(([, missed]) => missed());
      },
    );
  };
  if (doc.getElementById("search-results")) {
    const status = doc.getElementById("search-status");
    if (/[?#&]q=./.test(location.href)) status.textContent = "正在找……";
    search(
      () => window.kbFind.page(),
      () => {
        status.textContent = "搜索没有加载出来，可能是网络断了，也可能是浏览器太旧。可以刷新页面，或者从下面找。";
      },
    );
  }
  const open = () =>
    search(
      () => window.kbFind.open(),
      () => location.assign(searchPage),
    );
  doc.addEventListener("click", (event) => {
    if (!near(event, "a[data-search-open]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  all("[data-search-box]").forEach((box) => {
    // While the reader types, what the page of search needs comes already: the script, and with it the index.
    const come = () => {};
    box.addEventListener("focus", () => search(come, come), { once: true });
    box.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const words = box.value.trim();
      location.assign(searchPage + (words ? `#q=${encodeURIComponent(words)}` : ""));
    });
  });
  addEventListener("keydown", (event) => {
    const typing = near(event, "input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const quick = (event.key === "k" || event.key === "K") && (event.ctrlKey || event.metaKey);
    if ((slash || quick) && !composing(event)) {
      event.preventDefault();
      open();
    }
  });
  // Back from a result: the search that was open is open again.
  if (history.state && history.state.search !== undefined) open();
}
