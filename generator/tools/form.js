// What the scripts of all tools share: reading a form, saying what is wrong with it, copying, printing, dates to keep.

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

const kbEscaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");

const kbCalendar = (title, iso) => {
  const day = iso.replace(/-/g, "");
  const next = new Date(new Date(`${iso}T00:00:00Z`).getTime() + 864e5).toISOString().slice(0, 10).replace(/-/g, "");
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//kb//ZH",
    "BEGIN:VEVENT",
    `UID:${day}-${title.length}@kb`,
    `DTSTAMP:${day}T000000Z`,
    `DTSTART;VALUE=DATE:${day}`,
    `DTEND;VALUE=DATE:${next}`,
    `SUMMARY:${kbEscaped(title)}`,
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${kbEscaped(title)}`,
    "TRIGGER:-P3D",
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
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

const kbBoxOf = (form, name) => form.querySelector(`[data-rows="${name}"] input, [name="${name}"]`);

const kbShowFaults = (form, faults) => {
  kbFind(form, "[data-fault-of]").forEach((place) => {
    const said = faults[place.dataset.faultOf];
    place.hidden = !said;
    place.textContent = said || "";
    const box = kbBoxOf(form, place.dataset.faultOf);
    if (said) box.setAttribute("aria-invalid", "true");
    else box.removeAttribute("aria-invalid");
  });
  const first = Object.keys(faults)[0];
  if (first) kbBoxOf(form, first).focus();
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
