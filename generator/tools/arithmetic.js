// The arithmetic of all calculators: readers' pages run it, and so do `kb check` over the examples and `kb try`.
// Money is whole fen, a rate is a fraction, a date is text such as 2026-11-23; only what is shown is ever rounded.

// Why something cannot be worked out, in Chinese and English; `kbSays` picks one by its name.
const kbSays = {
  missing: ["这里还没有填。", "This is not filled in yet."],
  number: ["请只写数字，如 1200 或 1200.50。", "Write a number only, such as 1200 or 1200.50."],
  whole: ["请写整数，如 12。", "Write a whole number, such as 12."],
  date: ["请写成 2026-11-23 这样的日期。", "Write a date such as 2026-11-23."],
  year: ["年份不对，看看是不是写错了。", "The year cannot be right: is it written as meant?"],
  choice: ["请从给出的几项里选。", "Choose one of those given."],
  least: ["太小了，看看是不是写错了。", "Too small: is it written as meant?"],
  most: ["太大了，看看是不是写错了。", "Too large: is it written as meant?"],
  rows: ["至少写一行。", "Write one row at least."],
  many: ["行数太多了。", "There are too many rows."],
  received: ["实际到手的钱要大于零。", "The money received must be more than nothing."],
  paid: [
    "还的钱加起来比到手的还少，算不出利率。请核对每期金额和期数。",
    "All payments together are less than the money received, so there is no rate to find.",
  ],
  order: ["还款日要晚于到手那天。", "Payments must be later than the day the money came."],
  never: [
    "照这样还，每月还的盖不过利息，本金不会变少。先去谈：少计利息、分期或者延期。",
    "Paid like this, the interest is not covered and the principal stays. Ask for less interest, instalments or a pause first.",
  ],
  long: [
    "照这样还，一百年也还不清。先去谈：少计利息、分期或者延期。",
    "Paid like this, it takes more than a hundred years. Ask for less interest, instalments or a pause first.",
  ],
  budget: [
    "每个月能拿出的钱，还不够各笔的最低应还额。先别每家都答应，按拿得出的数去谈分期、延期，再把最低应还额改成谈好的数来算。",
    "The money a month does not cover the minimum payments. Ask for instalments or a pause first, and put in what is agreed.",
  ],
  nothing: [
    "每个月拿不出钱，就排不出计划。先谈暂缓，别答应任何数目。",
    "With nothing a month there is no plan. Ask for a pause first, and promise no sum.",
  ],
  debt: ["没有欠款要还：“还欠多少”都是零。", "There is nothing to pay: all debts are nothing."],
  zero: ["这一项不能是零。", "This must not be nothing."],
};

class KbImpossible extends Error {
  constructor(reason, row, cell) {
    super(reason);
    this.reason = reason;
    this.row = row;
    this.cell = cell;
  }
}

const kbStop = (reason) => {
  throw new KbImpossible(reason);
};

// Half a fen goes up; the nudge undoes what binary fractions lose on the way to exactly half.
const kbWhole = (value) => Math.sign(value) * Math.round(Math.abs(value) * (1 + 4 * Number.EPSILON));

// Text into values.

// As typed or pasted with a Chinese keyboard: wide digits and marks, a full stop for a point, invisible marks.
const kbPlain = (text) =>
  String(text)
    .replace(/[\uff0d-\uff19\uff05]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/。/g, ".")
    .replace(/\u2212/g, "-")
    .replace(/[,，\s\u200b-\u200f\u202a-\u202e]/g, "");

const kbDecimal = (text) => (/^-?\d{1,15}(\.\d{1,12})?$/.test(text) ? text : kbStop("number"));

// The digits themselves are moved, so that no binary fraction of a yuan ever exists.
const kbMoney = (text) => {
  const [, sign, yuan, part = "", myriad] =
    /^(-?)(\d{1,11})(?:\.(\d{1,6}))?(万?)元?$/.exec(kbPlain(text).replace(/^[¥￥]/, "")) || kbStop("number");
  const places = myriad ? 6 : 2;
  if (part.length > places) kbStop("number");
  const fen = Number(`${sign}${yuan}${`${part}000000`.slice(0, places)}`);
  return Number.isSafeInteger(fen) ? fen : kbStop("most");
};

const kbRate = (text) => Number(kbDecimal(kbPlain(text).replace(/%$/, ""))) / 100;

const kbCount = (text) => {
  const [, digits] = /^(\d{1,6})(?:期|个?月|天|年|次)?$/.exec(kbPlain(text)) || kbStop("whole");
  return Number(digits);
};

const kbDate = (text) => {
  const [, year, month, day] =
    /^(\d{4})(?:[-/.年]|(?=\d{4}$))(\d{1,2}?)(?:[-/.月]|(?=\d\d$))(\d{1,2})[日号]?$/.exec(kbPlain(text)) ||
    kbStop("date");
  if (year < "1900" || year > "2199") kbStop("year");
  const found = kbDay(Number(year), Number(month) - 1, Number(day));
  const [realYear, realMonth] = found.split("-").map(Number);
  return realYear === Number(year) && realMonth === Number(month) ? found : kbStop("date");
};

const kbReaders = {
  money: kbMoney,
  rate: kbRate,
  count: kbCount,
  number: (text) => Number(kbDecimal(kbPlain(text))),
  date: kbDate,
  text: (text) => String(text).trim(),
  time: (text) => String(text).trim(),
  lines: (text) => String(text).trim(),
};

const kbRead = (input, text) => {
  if (input.kind === "rows") return kbRows(input, text);
  if (text === undefined || text === null || String(text).trim() === "") {
    return input.optional ? null : kbStop("missing");
  }
  if (input.kind === "choice") return input.choices.indexOf(text) >= 0 ? text : kbStop("choice");
  const value = kbReaders[input.kind](text);
  // No sum and no rate is less than nothing, unless it says so.
  const least = input.least === undefined ? "0" : input.least;
  if (typeof value === "number" && value < kbReaders[input.kind](least)) kbStop("least");
  if (input.most !== undefined && value > kbReaders[input.kind](input.most)) kbStop("most");
  return value;
};

const kbFilled = (row) => Object.keys(row).some((key) => String(row[key]).trim() !== "");

const kbCellOf = (cell, row, index) => {
  try {
    return kbRead(cell, row[cell.id]);
  } catch (error) {
    throw error instanceof KbImpossible ? new KbImpossible(error.reason, index, cell.id) : error;
  }
};

// An empty row is left out, wherever it stands; a fault says in which row and cell it is.
const kbRows = (input, rows) => {
  const read = [];
  (rows || []).forEach((row, index) => {
    if (!kbFilled(row)) return;
    if (read.length === input.limit) kbStop("many");
    const values = {};
    for (const cell of input.of) values[cell.id] = kbCellOf(cell, row, index);
    read.push(values);
  });
  return read.length || input.optional ? read : kbStop("rows");
};

// Values into words.

const kbGrouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ",");

const kbYuan = (fen) => {
  const digits = `00${Math.abs(fen)}`.slice(-Math.max(3, String(Math.abs(fen)).length));
  const part = digits.slice(-2);
  return `${fen < 0 ? "-" : ""}${kbGrouped(digits.slice(0, -2))}${part === "00" ? "" : `.${part}`}`;
};

const KB_HIGHEST = 1e4; // a rate beyond a million percent says no more than that

const kbPercent = (rate) => {
  if (rate > KB_HIGHEST) return `超过 ${kbGrouped(String(100 * KB_HIGHEST))}%`;
  const [whole, part] = (kbWhole(rate * 1e4) / 100).toFixed(2).split(".");
  return `${kbGrouped(whole)}.${part}%`;
};

const kbShown = {
  money: (value) => `${kbYuan(value)} 元`,
  rate: kbPercent,
  count: (value) => kbGrouped(String(value)),
  date: kbDateWords,
  truth: (value) => (value ? "是" : "否"),
  text: String,
};

// Rates. What is left of the money falls as the rate rises, so halving the interval always finds the one rate.

const kbRoot = (low, high, excess) => {
  let [bottom, top] = [low, high];
  for (let turn = 0; turn < 200 && top - bottom > 1e-15 * Math.max(1, Math.abs(top)); turn += 1) {
    const middle = (bottom + top) / 2;
    if (excess(middle) > 0) bottom = middle;
    else top = middle;
  }
  return (bottom + top) / 2;
};

const kbInstalmentRate = (received, payment, times) => {
  if (received <= 0) kbStop("received");
  if (times < 1) kbStop("zero");
  if (payment * times < received) kbStop("paid");
  if (payment * times === received) return 0;
  const worth = (rate) => (rate === 0 ? times : -Math.expm1(-times * Math.log1p(rate)) / rate);
  return kbRoot(0, payment / received, (rate) => payment * worth(rate) - received);
};

const kbDatedRate = (received, on, rows) => {
  if (received <= 0) kbStop("received");
  if (rows.some((row) => row.on <= on)) kbStop("order");
  const paid = kbTotal(rows, "pay");
  if (paid < received) kbStop("paid");
  const worth = (growth) =>
    rows.reduce((sum, row) => sum + row.pay * Math.exp((-growth * kbDaysBetween(on, row.on)) / 365), 0);
  // Growth is the logarithm of the yearly factor; none is above that of all being paid on the first of the days.
  const soonest = Math.min(...rows.map((row) => kbDaysBetween(on, row.on)));
  const most = (365 * Math.log(paid / received)) / soonest;
  return Math.expm1(kbRoot(0, most, (growth) => worth(growth) - received));
};

const kbTotal = (rows, column) => rows.reduce((sum, row) => sum + (row[column] || 0), 0);

// Debts month by month. Interest is rounded to a fen each month, as a bill does.

const KB_LONGEST = 1200; // months: a hundred years is never

const kbPaidDown = (balance, monthly, due) => {
  const months = [];
  for (let left = balance; left > 0; ) {
    const interest = kbWhole(left * monthly);
    const payment = Math.min(left + interest, due(left, interest));
    if (payment <= interest) kbStop("never");
    if (months.length === KB_LONGEST) kbStop("long");
    left += interest - payment;
    months.push({ interest, payment, left });
  }
  return months;
};

// At least a fen of the principal, or the last few of them would never be paid.
const kbMinimum = (balance, monthly, share, floor) =>
  kbPaidDown(
    balance,
    monthly,
    (left, interest) => (left < floor ? left : Math.max(kbWhole(left * share), 1)) + interest,
  );

const KB_FIRST = {
  avalanche: (debts) => debts.reduce((best, debt) => (debt.yearly > best.yearly ? debt : best)),
  snowball: (debts) => debts.reduce((best, debt) => (debt.left < best.left ? debt : best)),
};

const kbShareOut = (debts, spare, order) => {
  let rest = spare;
  const pay = (debt, sum) => {
    const paid = Math.min(sum, debt.left);
    debt.left -= paid;
    debt.paid += paid;
    rest -= paid;
  };
  if (order === "rata") {
    const whole = kbTotal(debts, "left");
    if (whole > 0)
      for (const { debt, sum } of debts.map((debt) => ({ debt, sum: Math.floor((spare * debt.left) / whole) })))
        pay(debt, sum);
  }
  // What rounding left over, or all of it: to the debt that comes first, then to the next.
  for (
    let open = debts.filter((debt) => debt.left > 0);
    rest > 0 && open.length;
    open = debts.filter((debt) => debt.left > 0)
  ) {
    pay((KB_FIRST[order] || KB_FIRST.avalanche)(open), rest);
  }
};

const kbPlanMonth = (debts, budget, order) => {
  let spare = budget;
  let interest = 0;
  for (const debt of debts) {
    debt.paid = 0;
    const grown = kbWhole((debt.left * debt.yearly) / 12);
    interest += grown;
    debt.left += grown;
    const least = Math.min(debt.left, debt.minimum || 0);
    debt.left -= least;
    debt.paid = least;
    spare -= least;
  }
  if (spare < 0) kbStop("budget");
  kbShareOut(debts, spare, order);
  return {
    interest,
    paid: debts.map((debt) => debt.paid),
    left: debts.map((debt) => debt.left),
    total: kbTotal(debts, "left"),
  };
};

const kbPlan = (rows, budget, order) => {
  const debts = rows.map((row) => ({ left: row.balance, yearly: row.rate, minimum: row.minimum }));
  const months = [];
  if (!kbTotal(debts, "left")) kbStop("debt");
  if (budget <= 0) kbStop("nothing");
  for (let total = kbTotal(debts, "left"); total > 0; ) {
    const month = kbPlanMonth(debts, budget, order);
    if (month.total >= total && month.interest > 0) kbStop("never");
    if (months.length === KB_LONGEST) kbStop("long");
    total = month.total;
    months.push(month);
  }
  return months;
};

const kbOffers = (rows, spare) => {
  const whole = kbTotal(rows, "balance");
  return rows.map((row) => ({
    name: row.name,
    offer: whole > 0 ? Math.floor((Math.max(0, spare) * row.balance) / whole) : 0,
  }));
};

// The functions that formulas call.
const kbFunctions = {
  monthly_irr: kbInstalmentRate,
  xirr: kbDatedRate,
  compounded: (rate, times) => Math.expm1(times * Math.log1p(rate)),
  total: kbTotal,
  rows: (rows) => rows.length,
  given: (value) => value !== null && value !== undefined && (!Array.isArray(value) || value.length > 0),
  largest: Math.max,
  smallest: Math.min,
  days_after: kbDaysAfter,
  months_after: kbMonthsAfter,
  years_after: (iso, years) => kbMonthsAfter(iso, 12 * years),
  days_between: kbDaysBetween,
  later: (one, other) => (one > other ? one : other),
  minimum_months: (...of) => kbMinimum(...of).length,
  minimum_interest: (...of) => kbTotal(kbMinimum(...of), "interest"),
  minimum_first: (...of) => kbMinimum(...of)[0].payment,
  fixed_months: (balance, monthly, payment) => kbPaidDown(balance, monthly, () => payment).length,
  fixed_interest: (balance, monthly, payment) =>
    kbTotal(
      kbPaidDown(balance, monthly, () => payment),
      "interest",
    ),
  plan_months: (...of) => kbPlan(...of).length,
  plan_interest: (...of) => kbTotal(kbPlan(...of), "interest"),
  plan: (rows, budget, order) => ({
    heads: ["第几个月", ...rows.map((row, index) => row.name || `第 ${index + 1} 笔`), "利息", "还剩"],
    kinds: ["count", ...rows.map(() => "money"), "money", "money"],
    rows: kbPlan(rows, budget, order).map((month, index) => [index + 1, ...month.paid, month.interest, month.total]),
    chart: rows.length + 2,
  }),
  offers: (rows, spare) => ({
    heads: ["哪一家", "每月可以提出还"],
    kinds: ["text", "money"],
    rows: kbOffers(rows, spare).map(({ name, offer }, index) => [name || `第 ${index + 1} 笔`, offer]),
  }),
};

// Formulas as trees, such as ["*", ["name", "payment"], ["name", "times"]].
const kbOperators = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => (b === 0 ? kbStop("zero") : a / b),
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
};

const kbWork = (tree, names) => {
  const [head, ...rest] = tree;
  const worked = (part) => kbWork(part, names);
  if (head === "value") return rest[0];
  if (head === "name") return names(rest[0]);
  if (head === "if") return worked(rest[0]) ? worked(rest[1]) : worked(rest[2]);
  if (head === "and") return rest.every(worked);
  if (head === "or") return rest.some(worked);
  if (head === "not") return !worked(rest[0]);
  if (head === "call") return kbFunctions[rest[0]](...rest.slice(1).map(worked));
  return kbOperators[head](worked(rest[0]), worked(rest[1]));
};

const kbIsLost = (value) => value === "" || (typeof value === "number" && !Number.isFinite(value));

// A result as it is shown; one beyond all numbers or calendars comes of something that was mistyped.
const kbRounded = (kind, value) => {
  if (kind !== "text" && kbIsLost(value)) kbStop("most");
  return value === null || (kind !== "money" && kind !== "count") ? value : kbWhole(value);
};

// Runs one part of a calculator; what is impossible becomes its reason, anything else is a fault of ours.
const kbTried = (work) => {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof KbImpossible) return { reason: error.reason, row: error.row, cell: error.cell };
    throw error;
  }
};

// All that a calculator says to what was filled in: the reasons by input, the results by id, and which advice applies.
const kbCalculate = (calculator, texts) => {
  const values = {};
  const problems = {};
  for (const input of calculator.inputs) {
    const given = Object.prototype.hasOwnProperty.call(texts, input.id) ? texts[input.id] : undefined;
    const read = kbTried(() => kbRead(input, given));
    if (read.reason) problems[input.id] = read;
    else values[input.id] = read.value;
  }
  if (Object.keys(problems).length) return { problems, results: {}, advice: [] };
  const results = {};
  const known = Object.assign({}, calculator.constants, values);
  const name = (id) => {
    if (results[id]?.reason) kbStop(results[id].reason);
    return known[id];
  };
  for (const result of calculator.results) {
    results[result.id] = kbTried(() => kbRounded(result.kind, kbWork(result.tree, name)));
    known[result.id] = results[result.id].value;
  }
  const advice = calculator.advice.map((tree) => kbTried(() => kbWork(tree, name)).value === true);
  return { problems, results, advice };
};
