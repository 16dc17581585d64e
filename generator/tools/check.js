// The page of a check: one question at a time, a way back, and at the end what the answers show. Nothing is kept.

// What the answers of a way show, each once.
const kbFoundOn = (trail) => [
  ...new Set([].concat(...trail.map(({ answer }) => answer.dataset.finds.split(" ").filter(Boolean)))),
];

const kbNode = (check, id) => check.querySelector(`[data-question="${id}"], [data-outcome="${id}"]`);

// How far the reader has come, and the way back, above a question or at the end of an outcome.
const kbShowWay = ({ check, trail }, section, asking) => {
  const way = check.querySelector("[data-way]");
  if (asking) check.insertBefore(way, check.firstChild);
  else section.querySelector("[data-end]").appendChild(way);
  way.querySelector("[data-back]").hidden = !trail.length;
  way.querySelector("[data-progress]").textContent = asking
    ? `第 ${trail.length + 1} 问，至多 ${check.dataset.most} 问`
    : `答了 ${trail.length} 问`;
};

const kbShowEnd = ({ check, trail }, outcome) => {
  kbShowFound(check, outcome, kbFoundOn(trail));
  const answers = trail.map(({ answer }) => answer.querySelector("b").textContent);
  outcome.querySelector("[data-answers]").textContent = answers.join(" · ");
};

const kbShowStep = (run, section, move) => {
  kbFind(run.check, "[data-question], [data-outcome]").forEach((each) => {
    each.hidden = each !== section;
  });
  const asking = section.hasAttribute("data-question");
  kbShowWay(run, section, asking);
  run.check.parentElement.classList.toggle("kb-begun", run.trail.length > 0);
  run.check.parentElement.classList.toggle("kb-answered", !asking);
  if (!asking) kbShowEnd(run, section);
  if (move) {
    section.querySelector("h2").focus();
    scrollTo(0, 0);
  }
};

// Where the answers lead, or, when nothing crossed a line, what the outcome names instead.
const kbEndOf = ({ check, trail }, section) => {
  const crossed = kbTold(check, kbFoundOn(trail), "kind").includes("crossed");
  return section.dataset.ifNone && !crossed ? kbNode(check, section.dataset.ifNone) : section;
};

const kbStartOver = (run, move) => {
  const { check } = run;
  run.trail = []; // the answers given, each with its question
  kbFind(check, "[data-letter]").forEach((letter) => check.querySelector("[data-letters]").appendChild(letter));
  kbFind(check, "[data-letter] form").forEach((form) => form.reset());
  kbShowStep(run, kbNode(check, check.dataset.check), move);
};

const kbAnswer = (run, answer, event) => {
  event.preventDefault();
  run.trail.push({ question: answer.closest("[data-question]"), answer });
  kbShowStep(run, kbEndOf(run, kbNode(run.check, answer.dataset.go)), true);
};

// What a tap on each of these does.
const kbTaps = {
  "[data-go]": kbAnswer,
  "[data-back]": (run) => {
    if (run.trail.length) kbShowStep(run, run.trail.pop().question, true);
  },
  "[data-again]": (run) => kbStartOver(run, true),
  "[data-calendar]": (_, { dataset }) => kbSave("期限.ics", "text/calendar", kbCalendar(dataset.calendar, dataset.on)),
  "[data-copy-say]": (_, key) => {
    const said = key.previousElementSibling;
    kbCopy(key, said, said.textContent.trim());
  },
  "[data-copy-written]": (_, key) => {
    const text = key.closest("[data-outcome]").querySelector("[data-text]");
    kbCopy(key, text, kbVisible(text));
  },
  "[data-copy]": (_, key) => kbCopy(key, key.closest("[data-outcome]"), kbVisible(key.closest("[data-outcome]"))),
  "[data-save]": (_, key) => kbSave("结果.txt", "text/plain", kbVisible(key.closest("[data-outcome]"))),
  "[data-print]": (_, key) => {
    if (!key.closest("[data-letter]")) print();
  },
};

const kbCheckWorks = (check) => {
  const run = { check, trail: [] };
  check.addEventListener("click", (event) => {
    Object.keys(kbTaps).forEach((selector) => {
      const key = event.target.closest(selector);
      if (key) kbTaps[selector](run, key, event);
    });
  });
  kbFind(check, "[data-outcome]").forEach(kbOutcomeReady);
  kbFind(check, "[data-with-script], [data-way]").forEach((each) => {
    each.hidden = false;
  });
  kbFind(check, "[data-without-script]").forEach((each) => each.remove());
  check.querySelector("[data-findings]").hidden = true;
  kbStartOver(run, false);
};

kbFind(document, "[data-check]").forEach(kbCheckWorks);
