// What every page does: leave quickly, show a source or a term in place, flag an overdue review, load the search when
// it is wanted. Nothing is stored and nothing is sent.
(() => {
  "use strict";
  const base = document.documentElement.dataset.base;
  const exit = document.querySelector("[data-quick-exit]");

  // The page is replaced, so that "back" does not lead to it.
  const leave = () => {
    document.body.replaceChildren();
    location.replace(exit.href);
  };
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let escapes = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      escapes = [];
      return;
    }
    escapes = [...escapes.filter((time) => event.timeStamp - time < 1500), event.timeStamp];
    if (escapes.length >= 3) leave();
  });

  // A citation or a term opens in place; without this script both are links.
  let note = null;
  let opener = null;
  const close = (focus) => {
    note?.remove();
    opener?.removeAttribute("aria-expanded");
    if (focus) opener?.focus();
    note = opener = null;
  };
  const open = (link, content, onward) => {
    close();
    opener = link;
    note = document.createElement("div");
    note.className = "kb-note";
    note.setAttribute("role", "note");
    note.append(content);
    const more = document.createElement("a");
    more.href = link.href;
    more.textContent = onward;
    const shut = document.createElement("button");
    shut.type = "button";
    shut.textContent = "关上";
    shut.addEventListener("click", () => close(true));
    note.append(more, " ", shut);
    link.setAttribute("aria-expanded", "true");
    link.after(note);
    place(link);
  };
  const place = (link) => {
    const box = link.getBoundingClientRect();
    const frame = note.offsetParent?.getBoundingClientRect() ?? { left: 0, top: 0 };
    const room = document.documentElement.clientWidth - note.offsetWidth - 12;
    note.style.left = `${Math.max(12, Math.min(box.left, room)) - frame.left}px`;
    note.style.top = `${box.bottom - frame.top + 6}px`;
  };
  const words = (link) => {
    if (link.matches(".kb-term")) {
      const text = document.createElement("p");
      text.textContent = link.dataset.tip;
      return [text, "详细看"];
    }
    const source = link.pathname === location.pathname && document.getElementById(link.hash.slice(1));
    if (!source) return null;
    const copy = document.createDocumentFragment();
    copy.append(...[...source.childNodes].map((node) => node.cloneNode(true)));
    return [copy, "到来源列表"];
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".kb-cite, .kb-term");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      if (link === opener) {
        event.preventDefault();
        close(true);
        return;
      }
      const found = words(link);
      if (found) {
        event.preventDefault();
        open(link, ...found);
      }
    } else if (note && !note.contains(event.target)) {
      close(false);
    }
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && note) close(true);
  });

  // A review date that has passed since the site was built is said so.
  const today = new Date().toISOString().slice(0, 10);
  for (const due of document.querySelectorAll("time[data-due]")) {
    if (due.dataset.due < today) {
      const flag = document.createElement("strong");
      flag.className = "kb-overdue";
      flag.textContent = "（已经过了复核日期，请多核对一遍）";
      due.after(flag);
    }
  }

  // From the file system, a folder is not its index page.
  if (location.protocol === "file:") {
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    }, true);
  }

  let loading = false;
  const loadSearch = (focus) => {
    if (loading) return;
    loading = true;
    const script = document.createElement("script");
    script.src = `${base}assets/javascripts/search.js`;
    script.dataset.open = focus ? "yes" : "";
    script.onerror = () => {
      loading = false; // the next touch tries again
      const status = document.getElementById("search-status");
      if (status) status.textContent = "搜索没有加载出来。请刷新页面，或者从处境和主题找。";
    };
    document.head.append(script);
  };
  // The dialog may open while a word is being composed in the page's box; it waits for the end of that.
  for (const type of ["compositionstart", "compositionend"]) {
    document.addEventListener(type, ({ target }) => target.toggleAttribute("data-composing", type === "compositionstart"), true);
  }
  if (document.getElementById("search-results")) loadSearch(false);
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.("input[data-search-open]")) loadSearch(true);
  });
  document.addEventListener("click", (event) => {
    const wanted = event.target.closest?.("a[data-search-open]");
    if (wanted && !loading) {
      event.preventDefault();
      loadSearch(true);
    }
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const quick = event.key?.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if ((slash || quick) && !loading) {
      event.preventDefault();
      loadSearch(true);
    }
  });
})();
