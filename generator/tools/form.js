// What the scripts of all tools share: reading a form, saying what is wrong with it, copying, printing.

const kbFind = (root, selector) => [...root.querySelectorAll(selector)];

const kbMake = (tag, text, attributes) => {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  Object.keys(attributes || {}).forEach((name) => made.setAttribute(name, attributes[name]));
  return made;
};

// Copying: the old way works inside WeChat; where neither works the words are marked for a long press.
const kbCopyOld = (text) => {
  const box = kbMake("textarea", undefined, { readonly: "", class: "kb-away" });
  box.value = text;
  document.body.appendChild(box);
  box.select();
  box.setSelectionRange(0, text.length);
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch (error) {
    done = false;
  }
  box.remove();
  return done;
};

const kbSelect = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
};

const kbSay = (button, words) => {
  const place = button.querySelector("b") || button;
  const before = button.dataset.words || place.textContent;
  button.dataset.words = before;
  place.textContent = words;
  setTimeout(() => {
    place.textContent = before;
  }, 2500);
};

const kbCopy = (button, element, text) => {
  const byHand = () => {
    kbSelect(element);
    kbSay(button, "已选中，长按复制");
  };
  if (kbCopyOld(text)) kbSay(button, "复制好了");
  else if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => kbSay(button, "复制好了"), byHand);
  else byHand();
};

// A file for the reader's own device; nothing is sent.
const kbSave = (name, type, text) => {
  const link = kbMake("a", undefined, {
    download: name,
    href: URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` })),
  });
  document.body.appendChild(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1e4);
};

// Rows that readers add and take away.
const kbNumberRows = (group) => {
  const rows = kbFind(group, "[data-row]");
  rows.forEach((row, index) => {
    row.setAttribute("aria-label", `第 ${index + 1} 行`);
    row.querySelector("[data-remove-row]").hidden = rows.length === 1;
  });
  group.querySelector("[data-add-row]").hidden = rows.length >= Number(group.dataset.limit);
};

const kbAddRow = (group) => {
  const last = kbFind(group, "[data-row]").pop();
  const row = last.cloneNode(true);
  kbFind(row, "input").forEach((box) => {
    box.value = "";
    box.removeAttribute("aria-invalid");
  });
  last.insertAdjacentElement("afterend", row);
  kbNumberRows(group);
  return row;
};

const kbRowsWork = (form, changed) => {
  kbFind(form, "[data-rows]").forEach((group) => {
    kbNumberRows(group);
    group.addEventListener("click", (event) => {
      if (event.target.closest("[data-add-row]")) kbAddRow(group).querySelector("input").focus();
      const removed = event.target.closest("[data-remove-row]");
      if (!removed) return;
      removed.closest("[data-row]").remove();
      kbNumberRows(group);
      group.querySelector("[data-add-row]").focus();
      changed();
    });
  });
};

// What is filled in: texts by name, rows as lists of texts by name.
const kbRowTexts = (row) => {
  const texts = {};
  kbFind(row, "[name]").forEach((box) => {
    texts[box.name] = box.value;
  });
  return texts;
};

const kbTexts = (form) => {
  const texts = {};
  kbFind(form, "[name]").forEach((box) => {
    if (box.closest("[data-row]") || (box.type === "radio" && !box.checked)) return;
    texts[box.name] = box.value;
  });
  kbFind(form, "[data-rows]").forEach((group) => {
    texts[group.dataset.rows] = kbFind(group, "[data-row]").map(kbRowTexts);
  });
  return texts;
};

// The box of an input; of rows the cell at fault, else the first.
const kbBoxOf = (form, name, { row = 0, cell = "" } = {}) => {
  const rows = kbFind(form, `[data-rows="${name}"] [data-row]`);
  if (!rows.length) return form.querySelector(`[name="${name}"]`);
  return rows[row].querySelector(cell ? `[name="${cell}"]` : "input");
};

const kbLabelOf = (box) => box.closest("label").firstChild.textContent.replace("（可以不填）", "").trim();

// Each fault at its input, with the row and the cell it is in; the boxes at fault, in the order of the page.
const kbShowFaults = (form, faults, wordsOf) => {
  kbFind(form, "[aria-invalid]").forEach((box) => box.removeAttribute("aria-invalid"));
  return kbFind(form, "[data-fault-of]")
    .map((place) => {
      const name = place.dataset.faultOf;
      const fault = faults[name];
      place.hidden = !fault;
      place.textContent = "";
      if (!fault) return null;
      const box = kbBoxOf(form, name, fault);
      const where = fault.cell ? `第 ${fault.row + 1} 行“${kbLabelOf(box)}”：` : "";
      place.textContent = where + wordsOf(fault);
      box.setAttribute("aria-invalid", "true");
      return box;
    })
    .filter(Boolean);
};

// What stands on the screen as text: without buttons, marks of sources and what is hidden.
const kbVisible = (element) => {
  const copy = element.cloneNode(true);
  kbFind(copy, "button, [hidden], .kb-cite, .kb-no-copy").forEach((left) => left.remove());
  kbFind(copy, "br").forEach((end) => end.replaceWith("\n"));
  kbFind(copy, "p, li, dt, dd, div, h2, h3, tr").forEach((block) => block.append("\n"));
  return copy.textContent
    .replace(/[ \t]+/g, " ")
    .replace(/ *\n */g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
};

const kbKeepWorks = (place) => {
  place.addEventListener("click", (event) => {
    const copy = event.target.closest("[data-copy]");
    if (copy) kbCopy(copy, place, kbVisible(place));
    if (event.target.closest("[data-print]")) print();
  });
};
