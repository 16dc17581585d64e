// The page of a check: one question at a time, a way back, and at the end what the answers show. Nothing is kept.

kbFind(document, "[data-check]").forEach((check) => {
  const questions = kbFind(check, "[data-question]");
  const outcomes = kbFind(check, "[data-outcome]");
  const findings = check.querySelector("[data-findings]");
  const way = check.querySelector("[data-way]");
  let trail = []; // the answers given, each with its question

  const found = () => [].concat(...trail.map(({ answer }) => answer.dataset.finds.split(" ").filter(Boolean)));
  const node = (id) => check.querySelector(`[data-question="${id}"], [data-outcome="${id}"]`);

  const show = (section, move) => {
    questions.concat(outcomes).forEach((each) => {
      each.hidden = each !== section;
    });
    const asking = section.hasAttribute("data-question");
    if (asking) check.insertBefore(way, check.firstChild);
    else section.querySelector("[data-end]").appendChild(way);
    way.querySelector("[data-back]").hidden = !trail.length;
    way.querySelector("[data-progress]").textContent = asking
      ? `第 ${trail.length + 1} 问，至多 ${check.dataset.most} 问`
      : `答了 ${trail.length} 问`;
    check.parentElement.classList.toggle("kb-begun", trail.length > 0);
    check.parentElement.classList.toggle("kb-answered", !asking);
    if (!asking) result(section);
    if (move) {
      section.querySelector("h2").focus();
      scrollTo(0, 0);
    }
  };

  const finding = (id) => findings.querySelector(`[data-finding="${id}"]`);

  const deadlineWorks = (deadline) => {
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

  const copyOf = (id) => {
    const copy = finding(id).cloneNode(true);
    copy.removeAttribute("id");
    kbFind(copy, "[data-deadline]").forEach((deadline) => deadline.remove());
    return copy;
  };

  // What has its own number or deadline on the first screen is not said there twice.
  const listOf = (id) => {
    const { kind, wants } = finding(id).dataset;
    return kind === "note" && (wants || finding(id).querySelector("[data-deadline]")) ? "more" : kind;
  };

  const listed = (outcome, ids) => {
    ["crossed", "note", "more"].forEach((kind) => {
      const list = outcome.querySelector(`[data-list="${kind}"]`);
      list.textContent = "";
      ids.filter((id) => listOf(id) === kind).forEach((id) => list.appendChild(copyOf(id)));
      list.hidden = !list.children.length;
    });
  };

  // One deadline: that of what was found, else the outcome's own.
  const counted = (outcome, ids) => {
    const slot = outcome.querySelector('[data-slot="deadline"]');
    const own = ids.map((id) => finding(id).querySelector("[data-deadline]")).filter(Boolean)[0];
    slot.textContent = "";
    const shown = own || outcome.kbDeadline;
    if (shown) slot.appendChild(deadlineWorks(shown.cloneNode(true)));
  };

  // One number, of what is most urgent; the others are folded away.
  const called = (outcome, ids) => {
    const calls = outcome.querySelector("[data-calls]");
    if (!calls) return;
    const wanted = ids.map((id) => finding(id).dataset.wants);
    const all = outcome.kbCalls.filter((item) => outcome.kbOwn.includes(item) || wanted.includes(item.dataset.contact));
    const first = outcome.kbOwn[0];
    const one = all
      .filter((item) => wanted.includes(item.dataset.contact))
      .concat(first)
      .reduce((best, item) => (Number(item.dataset.urgency) < Number(best.dataset.urgency) ? item : best));
    const rest = outcome.querySelector("[data-others]");
    const others = kbMake("ul", undefined, { class: "kb-calls" });
    kbFind(rest, "ul").forEach((list) => list.remove());
    outcome.kbCalls.forEach((item) => {
      item.hidden = !all.includes(item);
      (item === one ? calls : others).appendChild(item);
    });
    rest.appendChild(others);
    rest.hidden = all.length < 2;
    outcome.querySelector(`[data-slot="${one.dataset.urgency === "0" ? "help" : "call"}"]`).appendChild(calls);
  };

  // The letter of what was found, else the outcome's own, with its copying on the first screen.
  const written = (outcome, ids) => {
    const own = ids.map((id) => finding(id).dataset.withLetter).filter(Boolean)[0];
    const name = own || outcome.dataset.withLetter;
    const letter = name && check.querySelector(`[data-letter="${name}"]`);
    if (!letter) return;
    const key = outcome.querySelector("[data-copy-written]");
    key.hidden = false;
    key.querySelector("[data-letter-name]").textContent = letter.getAttribute("aria-label");
    outcome.querySelector("[data-letter-here]").appendChild(letter);
    kbFillFacts(kbLetters[name], ids.map((id) => finding(id).dataset.fact).filter(Boolean));
  };

  const result = (outcome) => {
    const ids = [...new Set(found())];
    listed(outcome, ids);
    const crossed = outcome.querySelectorAll('[data-list="crossed"] > li').length;
    const title = outcome.querySelector("h2");
    title.textContent =
      crossed && title.dataset.counted ? title.dataset.counted.replace("{n}", String(crossed)) : title.dataset.title;
    outcome.querySelector("[data-answers]").textContent = trail
      .map(({ answer }) => answer.querySelector("b").textContent)
      .join(" · ");
    counted(outcome, ids);
    called(outcome, ids);
    written(outcome, ids);
  };

  // Where the answers lead, or, when nothing crossed a line, what the outcome names instead.
  const endOf = (section) => {
    const crossed = found().some((id) => finding(id).dataset.kind === "crossed");
    return section.dataset.ifNone && !crossed ? node(section.dataset.ifNone) : section;
  };

  const startOver = (move) => {
    trail = [];
    kbFind(check, "[data-letter]").forEach((letter) => check.querySelector("[data-letters]").appendChild(letter));
    kbFind(check, "[data-letter] form").forEach((form) => form.reset());
    show(node(check.dataset.check), move);
  };

  check.addEventListener("click", (event) => {
    const answer = event.target.closest("[data-go]");
    if (answer) {
      event.preventDefault();
      trail.push({ question: answer.closest("[data-question]"), answer });
      show(endOf(node(answer.dataset.go)), true);
    }
    if (event.target.closest("[data-back]") && trail.length) show(trail.pop().question, true);
    if (event.target.closest("[data-again]")) startOver(true);
    const calendar = event.target.closest("[data-calendar]");
    if (calendar) kbSave("期限.ics", "text/calendar", kbCalendar(calendar.dataset.calendar, calendar.dataset.on));
    const say = event.target.closest("[data-copy-say]");
    if (say) kbCopy(say, say.previousElementSibling, say.previousElementSibling.textContent.trim());
    const letter = event.target.closest("[data-copy-written]");
    if (letter) {
      const text = letter.closest("[data-outcome]").querySelector("[data-text]");
      kbCopy(letter, text, kbVisible(text));
    }
    const copy = event.target.closest("[data-copy]");
    if (copy) kbCopy(copy, copy.closest("[data-outcome]"), kbVisible(copy.closest("[data-outcome]")));
    if (event.target.closest("[data-save]")) {
      const outcome = event.target.closest("[data-outcome]");
      kbSave("结果.txt", "text/plain", kbVisible(outcome));
    }
    if (event.target.closest("[data-print]") && !event.target.closest("[data-letter]")) print();
  });

  findings.hidden = true;
  outcomes.forEach((outcome) => {
    outcome.kbDeadline = outcome.querySelector("[data-deadline]");
    outcome.kbCalls = kbFind(outcome, "[data-contact]");
    outcome.kbOwn = outcome.kbCalls.filter((item) => !item.hidden);
  });
  kbFind(check, "[data-with-script]").forEach((each) => {
    each.hidden = false;
  });
  kbFind(check, "[data-without-script]").forEach((each) => each.remove());
  way.hidden = false;
  startOver(false);
});
