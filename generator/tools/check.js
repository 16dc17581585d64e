// The page of a check: one question at a time, a way back, and at the end what the answers show. Nothing is kept.

kbFind(document, "[data-check]").forEach((check) => {
  const questions = kbFind(check, "[data-question]");
  const outcomes = kbFind(check, "[data-outcome]");
  const findings = check.querySelector("[data-findings]");
  const way = check.querySelector("[data-way]");
  let trail = []; // the answers given, each with its question

  const found = () => [].concat(...trail.map(({answer}) => answer.dataset.finds.split(" ").filter(Boolean)));
  const node = (id) => check.querySelector(`[data-question="${id}"], [data-outcome="${id}"]`);

  const show = (section, move) => {
    questions.concat(outcomes).forEach((each) => {
      each.hidden = each !== section;
    });
    const asking = section.hasAttribute("data-question");
    way.querySelector("[data-back]").hidden = !trail.length;
    way.querySelector("[data-progress]").textContent = asking ? `第 ${trail.length + 1} 问，至多 ${check.dataset.most} 问` : `答了 ${trail.length} 问`;
    if (!asking) result(section);
    if (move) section.querySelector("h2").focus();
  };

  const copyOf = (id) => {
    const copy = findings.querySelector(`[data-finding="${id}"]`).cloneNode(true);
    copy.removeAttribute("id");
    kbFind(copy, "[data-deadline]").forEach((deadline) => {
      deadline.querySelector("[data-count]").hidden = false;
      deadline.querySelector("input").addEventListener("input", (event) => {
        const on = event.target.value && kbDaysAfter(event.target.value, Number(deadline.dataset.days));
        deadline.querySelector("output").textContent = on ? kbDateWords(on) : "";
        const keep = deadline.querySelector("[data-calendar]");
        keep.hidden = !on;
        keep.dataset.on = on;
      });
    });
    return copy;
  };

  const result = (outcome) => {
    const ids = [...new Set(found())];
    const kindOf = (id) => findings.querySelector(`[data-finding="${id}"]`).dataset.kind;
    ["crossed", "note"].forEach((kind) => {
      const list = outcome.querySelector(`[data-list="${kind}"]`);
      list.textContent = "";
      ids.filter((id) => kindOf(id) === kind).forEach((id) => list.appendChild(copyOf(id)));
      list.hidden = !list.children.length;
    });
    const crossed = ids.filter((id) => kindOf(id) === "crossed").length;
    const title = outcome.querySelector("h2");
    title.textContent = crossed && title.dataset.counted ? title.dataset.counted.replace("{n}", String(crossed)) : title.dataset.title;
    outcome.querySelector("[data-answers]").textContent = trail.map(({answer}) => answer.querySelector("b").textContent).join(" · ");
    const letter = outcome.dataset.withLetter && check.querySelector(`[data-letter="${outcome.dataset.withLetter}"]`);
    if (!letter) return;
    outcome.querySelector("[data-letter-here]").appendChild(letter);
    const facts = ids.map((id) => findings.querySelector(`[data-finding="${id}"]`).dataset.fact).filter(Boolean);
    kbFillFacts(kbLetters[outcome.dataset.withLetter], facts);
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
      trail.push({question: answer.closest("[data-question]"), answer});
      show(node(answer.dataset.go), true);
    }
    if (event.target.closest("[data-back]") && trail.length) show(trail.pop().question, true);
    if (event.target.closest("[data-again]")) startOver(true);
    const calendar = event.target.closest("[data-calendar]");
    if (calendar) kbSave("期限.ics", "text/calendar", kbCalendar(calendar.dataset.calendar, calendar.dataset.on));
    const say = event.target.closest("[data-copy-say]");
    if (say) kbCopy(say, say.previousElementSibling, say.previousElementSibling.textContent.trim());
    const copy = event.target.closest("[data-copy]");
    if (copy) kbCopy(copy, copy.closest("[data-outcome]"), kbVisible(copy.closest("[data-outcome]")));
    if (event.target.closest("[data-save]")) {
      const outcome = event.target.closest("[data-outcome]");
      kbSave("结果.txt", "text/plain", kbVisible(outcome));
    }
    if (event.target.closest("[data-print]") && !event.target.closest("[data-letter]")) print();
  });

  findings.hidden = true;
  kbFind(check, "[data-with-script]").forEach((each) => {
    each.hidden = false;
  });
  kbFind(check, "[data-without-script]").forEach((each) => each.remove());
  way.hidden = false;
  startOver(false);
});
