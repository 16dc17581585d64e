// The page of a calculator: what is filled in goes through the arithmetic, and what comes out is shown below.

const kbTable = (table) => {
  const made = kbMake("table");
  const row = (tag, cells) => {
    const line = made.appendChild(kbMake("tr"));
    cells.forEach((cell) => line.appendChild(kbMake(tag, cell)));
  };
  row("th", table.heads);
  table.rows.forEach((cells) =>
    row(
      "td",
      cells.map((cell, column) => kbShown[table.kinds[column]](cell)),
    ),
  );
  kbFind(made, "th").forEach((head) => head.setAttribute("scope", "col"));
  return made;
};

// Bars of what is left at the end of each month; the same numbers stand in the table below.
const kbChart = (table) => {
  const left = table.rows.map((row) => row[table.chart]);
  const most = Math.max(...table.rows.map((row) => row[table.chart] + row[table.chart - 1]), 1);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${left.length * 4} 40`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  svg.setAttribute(
    "aria-label",
    `每个月还剩多少：从 ${kbShown.money(left[0])} 到 ${kbShown.money(left[left.length - 1])}，共 ${left.length} 个月`,
  );
  left.forEach((value, index) => {
    const bar = svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "rect"));
    const height = (40 * value) / most;
    [
      ["x", index * 4],
      ["y", 40 - height],
      ["width", 3],
      ["height", height],
    ].forEach(([name, at]) => bar.setAttribute(String(name), String(at)));
  });
  return svg;
};

const kbShowTable = (place, table) => {
  place.textContent = "";
  if (table.chart !== undefined && table.rows.length > 1) place.appendChild(kbChart(table));
  const box = place.appendChild(
    kbMake("div", undefined, { class: "kb-table", tabindex: "0", role: "region", "aria-label": "每月明细" }),
  );
  box.appendChild(kbTable(table));
};

const kbShowResult = (section, { id, kind }, result) => {
  const place = section.querySelector(`[data-result="${id}"]`);
  place.hidden = result.value === undefined || result.value === null;
  if (place.hidden) return;
  if (kind === "table") {
    kbShowTable(place.querySelector("[data-table]"), result.value);
    return;
  }
  place.querySelector("output").textContent = kbShown[kind](result.value);
  const calendar = place.querySelector("[data-calendar]");
  if (calendar) calendar.dataset.on = result.value;
};

const kbShowOutcome = (section, calculator, { results, advice }) => {
  const reasons = calculator.results.map(({ id }) => results[id].reason).filter(Boolean);
  const fault = section.querySelector("[data-fault]");
  fault.hidden = !reasons.length;
  fault.textContent = [...new Set(reasons)].map((reason) => kbSays[reason][0]).join(" ");
  calculator.results.forEach((result) => kbShowResult(section, result, results[result.id]));
  kbFind(section, "[data-advice]").forEach((place, index) => {
    place.hidden = !advice[index];
  });
  section.hidden = false;
};

const kbDeadlinesWork = (section) => {
  section.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (/** @type {Element} */ (event.target).closest("[data-calendar]"));
    if (button) kbSave("期限.ics", "text/calendar", kbCalendar(button.dataset.calendar, button.dataset.on));
  });
};

const kbCalculatorWorks = (form) => {
  const calculator = JSON.parse(form.dataset.calculator);
  const section = /** @type {HTMLElement} */ (document.querySelector("[data-results]"));
  let asked = false; // from the first answer on, what is shown follows what is typed
  // The boxes at fault; the results stand only while there is none.
  const answer = () => {
    const outcome = kbCalculate(calculator, kbTexts(form));
    const faults = kbShowFaults(form, outcome.problems, ({ reason }) => kbSays[reason][0]);
    section.hidden = faults.length > 0;
    if (!faults.length) kbShowOutcome(section, calculator, outcome);
    return faults;
  };
  const again = () => (asked ? answer() : []);
  form.hidden = false;
  kbRowsWork(form, again);
  form.addEventListener("input", again);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    asked = true;
    const [first = document.getElementById("result")] = answer();
    first.focus();
  });
  form.addEventListener("reset", () => {
    asked = false;
    section.hidden = true;
    kbShowFaults(form, {}, String);
  });
  kbDeadlinesWork(section);
  kbKeepWorks(section);
};

kbFind(document, "form[data-calculator]").forEach(kbCalculatorWorks);
