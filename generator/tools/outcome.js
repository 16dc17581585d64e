// What an outcome of a check shows of what was found: the list, one deadline, one number to call, the letter to write.

// Copies of what was found stand in the outcomes; the finding itself is in the list of all.
const kbFinding = (check, id) => check.querySelector(`[data-findings] [data-finding="${id}"]`);

const kbTold = (check, ids, name) => ids.map((id) => kbFinding(check, id).dataset[name]).filter(Boolean);

const kbDeadlineWorks = (deadline) => {
  deadline.querySelector("[data-count]").hidden = false;
  deadline.querySelector("input").addEventListener("input", (event) => {
    const given = /^\d{4}-\d\d-\d\d$/.exec(event.target.value); // a year of six digits is none
    const on = given ? kbDaysAfter(given[0], Number(deadline.dataset.days)) : "";
    deadline.querySelector("output").textContent = on ? kbDateWords(on) : `${deadline.dataset.days} 天`;
    const keep = deadline.querySelector("[data-calendar]");
    keep.hidden = !on;
    keep.dataset.on = on;
  });
  return deadline;
};

const kbCopyOf = (finding) => {
  const copy = finding.cloneNode(true);
  copy.removeAttribute("id");
  kbFind(copy, "[data-deadline]").forEach((deadline) => deadline.remove());
  return copy;
};

// What has its own number or deadline on the first screen is not said there twice.
const kbListOf = (finding) => {
  const { kind, wants } = finding.dataset;
  return kind === "note" && (wants || finding.querySelector("[data-deadline]")) ? "more" : kind;
};

const kbListFound = (check, outcome, ids) => {
  const found = ids.map((id) => kbFinding(check, id));
  ["crossed", "note", "more"].forEach((kind) => {
    const list = outcome.querySelector(`[data-list="${kind}"]`);
    list.textContent = "";
    found.filter((finding) => kbListOf(finding) === kind).forEach((finding) => list.appendChild(kbCopyOf(finding)));
    list.hidden = !list.children.length;
  });
};

// How many crossed the line decides between the two titles.
const kbEntitle = (outcome) => {
  const crossed = outcome.querySelectorAll('[data-list="crossed"] > li').length;
  const title = outcome.querySelector("h2");
  title.textContent =
    crossed && title.dataset.counted ? title.dataset.counted.replace("{n}", String(crossed)) : title.dataset.title;
};

// One deadline: that of what was found, else the outcome's own.
const kbCountDays = (check, outcome, ids) => {
  const slot = outcome.querySelector('[data-slot="deadline"]');
  const own = ids.map((id) => kbFinding(check, id).querySelector("[data-deadline]")).filter(Boolean)[0];
  slot.textContent = "";
  const shown = own || outcome.kbDeadline;
  if (shown) slot.appendChild(kbDeadlineWorks(shown.cloneNode(true)));
};

const kbMostUrgent = (items) =>
  items.reduce((best, item) => (Number(item.dataset.urgency) < Number(best.dataset.urgency) ? item : best));

// One number stands in front; the others are folded away.
const kbShowCalls = (outcome, calls, shown, one) => {
  const rest = outcome.querySelector("[data-others]");
  const others = kbMake("ul", undefined, { class: "kb-calls" });
  kbFind(rest, "ul").forEach((list) => list.remove());
  outcome.kbCalls.forEach((item) => {
    item.hidden = !shown.includes(item);
    (item === one ? calls : others).appendChild(item);
  });
  rest.appendChild(others);
  rest.hidden = shown.length < 2;
  outcome.querySelector(`[data-slot="${one.dataset.urgency === "0" ? "help" : "call"}"]`).appendChild(calls);
};

const kbCall = (check, outcome, ids) => {
  const calls = outcome.querySelector("[data-calls]");
  if (!calls) return;
  const names = kbTold(check, ids, "wants");
  const wanted = outcome.kbCalls.filter((item) => names.includes(item.dataset.contact));
  const shown = outcome.kbCalls.filter((item) => outcome.kbOwn.includes(item) || wanted.includes(item));
  kbShowCalls(outcome, calls, shown, kbMostUrgent(wanted.concat(outcome.kbOwn[0])));
};

// The letter of what was found, else the outcome's own, with its copying on the first screen.
const kbWriteFor = (check, outcome, ids) => {
  const name = kbTold(check, ids, "withLetter")[0] || outcome.dataset.withLetter;
  const letter = name && check.querySelector(`[data-letter="${name}"]`);
  if (!letter) return;
  const key = outcome.querySelector("[data-copy-written]");
  key.hidden = false;
  key.querySelector("[data-letter-name]").textContent = letter.getAttribute("aria-label");
  outcome.querySelector("[data-letter-here]").appendChild(letter);
  kbFillFacts(kbLetters[name], kbTold(check, ids, "fact"));
};

const kbShowFound = (check, outcome, ids) => {
  kbListFound(check, outcome, ids);
  kbEntitle(outcome);
  kbCountDays(check, outcome, ids);
  kbCall(check, outcome, ids);
  kbWriteFor(check, outcome, ids);
};

// What an outcome has of its own, before anything is found.
const kbOutcomeReady = (outcome) => {
  outcome.kbDeadline = outcome.querySelector("[data-deadline]");
  outcome.kbCalls = kbFind(outcome, "[data-contact]");
  outcome.kbOwn = outcome.kbCalls.filter((item) => !item.hidden);
};
