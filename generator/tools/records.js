// Records of calls, papers and debts: what is one, and how they are written to a file and read from one.

const KB_COLUMNS = ["kind", "on", "at", "number", "who", "to", "answered", "said"];
const KB_KINDS = { call: "电话", paper: "文书", debt: "欠款" };
// What the columns are called in a table.
const KB_HEADS = {
  kind: "种类",
  on: "日期",
  at: "时间",
  number: "号码",
  who: "自称或机构",
  to: "打给谁",
  answered: "接没接",
  said: "内容",
};
const KB_MOST = 5000;

// Only texts of known columns are taken from a file, whoever wrote it.
const kbRow = (found) => {
  const row = {};
  KB_COLUMNS.forEach((column) => {
    row[column] = typeof found[column] === "string" ? found[column].trim().slice(0, 2000) : "";
  });
  row.on = kbDayWritten(row.on);
  row.at = kbClock(row.at);
  return Object.keys(KB_KINDS).includes(row.kind) && row.on ? row : null;
};

// A day and a time as a spreadsheet may have rewritten them, 2026/11/3 and 9:05; empty where there is none.
const kbDayWritten = (text) => {
  const [, year, month, day] = /^((?:19|20|21)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) || [];
  if (!year) return "";
  const iso = kbDay(Number(year), Number(month) - 1, Number(day));
  return Number(iso.slice(5, 7)) === Number(month) ? iso : "";
};

const kbClock = (text) => {
  const [, hours, minutes] = /^(\d{1,2}):(\d\d)(?::\d\d)?$/.exec(text) || [];
  return hours && Number(hours) < 24 && Number(minutes) < 60 ? `${`0${hours}`.slice(-2)}:${minutes}` : "";
};

// The rows of a list that are records, and how many are not.
const kbTaken = (list) => {
  const given = Array.isArray(list) ? list : [];
  const rows = given.map((row) => kbRow(Object(row))).filter(Boolean);
  return { rows: rows.slice(0, KB_MOST), lost: given.length - Math.min(rows.length, KB_MOST) };
};

// A cell that begins like a formula is made plain text, so that a spreadsheet does not run it.
const kbCell = (text) => `"${(/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
const kbCsv = (rows) => {
  const heads = KB_COLUMNS.map((column) => KB_HEADS[column]).join(",");
  const lines = rows.map((row) =>
    KB_COLUMNS.map((column) => kbCell(column === "kind" ? KB_KINDS[row.kind] : row[column])).join(","),
  );
  return `\ufeff${[heads, ...lines].join("\r\n")}\r\n`;
};

const kbFromCsv = (text) => {
  const lines = [[]];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/g;
  const source = text.replace(/^\ufeff/, "");
  while (cell.lastIndex < source.length) {
    const [, value, end] = cell.exec(source);
    lines[lines.length - 1].push(
      value
        .replace(/^"([\s\S]*)"$/, "$1")
        .replace(/""/g, '"')
        .replace(/^'(?='*[=+\-@\t\r])/, ""),
    );
    if (end !== ",") lines.push([]);
  }
  const heads = lines[0].map((head) => KB_COLUMNS.filter((name) => KB_HEADS[name] === head)[0] || head);
  return lines
    .slice(1)
    .filter((cells) => cells.some(Boolean))
    .map((cells) => {
      const row = {};
      heads.forEach((head, index) => {
        row[head] = cells[index] || "";
      });
      row.kind = Object.keys(KB_KINDS).filter((kind) => KB_KINDS[kind] === row.kind)[0] || row.kind;
      return row;
    });
};

// What a spreadsheet in China saves is often not Unicode.
const kbDecoded = (bytes) => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    return new TextDecoder("gb18030").decode(bytes);
  }
};

// The records in the text of a file; none, where it is something else.
const kbRecordsIn = (name, text) => {
  try {
    return kbTaken(/\.csv$/i.test(name) ? kbFromCsv(text) : JSON.parse(text));
  } catch (error) {
    return kbTaken([]);
  }
};
