// The page of a letter: what is filled in stands in the text at once; what is left empty stays a blank.

const kbToday = () => {
  const now = new Date();
  return kbDay(now.getFullYear(), now.getMonth(), now.getDate());
};

const kbInLetter = {
  money: (text) => `${text} 元`,
  rate: (text) => `${text.replace(/%$/, "")}%`,
  date: (text) => text.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1 年 $2 月 $3 日"),
};

const kbBoxWords = (box) => {
  const typed = box.value.trim();
  return typed && (kbInLetter[box.dataset.kind] || String)(typed);
};

const kbRowWords = (row) =>
  kbFind(row, "[name]")
    .filter((box) => box.value.trim())
    .map(kbBoxWords)
    .join("，");

// What each field says in the letter: several lines and rows are numbered.
const kbLines = (lines) => {
  const written = lines.map((line) => line.trim()).filter(Boolean);
  return written.length > 1 ? written.map((line, index) => `${index + 1}. ${line}`).join("\n") : written.join("");
};

const kbWords = (form, name) => {
  const group = form.querySelector(`[data-rows="${name}"]`);
  if (group) return kbLines(kbFind(group, "[data-row]").map(kbRowWords));
  const boxes = kbFind(form, `[name="${name}"]`).filter((box) => !box.closest("[data-row]"));
  if (!boxes.length) return "";
  if (boxes[0].type === "radio") {
    const chosen = boxes.filter((box) => box.checked)[0];
    return chosen ? chosen.parentElement.textContent.trim() : "";
  }
  return boxes[0].tagName === "TEXTAREA" ? kbLines(boxes[0].value.split("\n")) : kbBoxWords(boxes[0]);
};

const kbHolds = (form, condition) => {
  const [name, value] = condition.split("=");
  if (!value) return kbWords(form, name) !== "";
  return kbFind(form, `[name="${name}"]`).some((box) => box.checked && box.value === value);
};

const kbWrite = (form, text) => {
  kbFind(text, "[data-if], [data-unless]").forEach((part) => {
    const wanted = !part.dataset.if || kbHolds(form, part.dataset.if);
    part.hidden = !wanted || Boolean(part.dataset.unless && kbHolds(form, part.dataset.unless));
  });
  kbFind(text, "[data-blank]").forEach((blank) => {
    const name = blank.dataset.blank;
    const words = name === "today" ? kbInLetter.date(kbToday()) : kbWords(form, name);
    blank.textContent = words;
    blank.hidden = !words;
    blank.nextElementSibling.hidden = Boolean(words);
  });
};

// The letter as rich text, which Word, WPS and Pages open: letters beyond ASCII by their
// number of 16 bits with a sign, a line a paragraph.
const kbRich = (text) => {
  const marks = text
    .replace(/[\\{}]/g, "\\$&")
    .replace(/[\u0080-\uffff]/g, (mark) => `\\u${(mark.charCodeAt(0) << 16) >> 16}?`);
  return `{\\rtf1\\ansi{\\fonttbl{\\f0 SimSun;}}\\f0\\fs24 ${marks.replace(/\n/g, "\\par\n")}\\par}`;
};

const kbStepsWork = (form) => {
  kbFind(form, "[data-next-step]").forEach((button) => {
    button.addEventListener("click", () => {
      const step = /** @type {HTMLDetailsElement} */ (button.closest("details"));
      const next = /** @type {HTMLDetailsElement} */ (step.nextElementSibling);
      step.open = false;
      next.open = true;
      next.querySelector("summary").focus();
    });
  });
};

const kbLetterKeysWork = (place, text) => {
  const name = place.dataset.letter;
  place.addEventListener("click", (event) => {
    const copy = event.target.closest("[data-copy-letter]");
    if (copy) kbCopy(copy, text, kbVisible(text));
    if (event.target.closest("[data-save-letter]")) kbSave(`${name}.txt`, "text/plain", kbVisible(text));
    if (event.target.closest("[data-save-word]")) kbSave(`${name}.rtf`, "application/rtf", kbRich(kbVisible(text)));
    if (event.target.closest("[data-print]")) print();
  });
  kbFind(place, "[data-keys]").forEach((keys) => {
    keys.hidden = false;
  });
};

const kbLetterWorks = (place) => {
  const form = place.querySelector("form");
  const text = place.querySelector("[data-text]");
  const write = () => kbWrite(form, text);
  form.hidden = false;
  kbRowsWork(form, write);
  kbStepsWork(form);
  ["input", "change", "click"].forEach((event) => form.addEventListener(event, write));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(write, 0));
  kbLetterKeysWork(place, text);
  write();
  return { form, write };
};

const kbFillFacts = ({ form, write }, facts) => {
  const box = form.querySelector('textarea[name="facts"]');
  if (!box || !facts.length) return;
  box.value = facts.join("\n");
  write();
};

const kbLetters = {};
kbFind(document, "[data-letter]").forEach((place) => {
  kbLetters[place.dataset.letter] = kbLetterWorks(place);
  if (!place.hasAttribute("data-own-page")) return;
  document.body.classList.add("kb-sends"); // on paper it is the letter alone
  kbFillFacts(kbLetters[place.dataset.letter], kbHanded());
});
