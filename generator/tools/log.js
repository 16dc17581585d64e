// The log of calls, papers and debts: in memory, on the device only if the reader wants it, out as a file or on paper.

const KB_KEPT = "kb-log";
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

const kbMinutes = (clock) => {
  const [hours, minutes] = clock.split(":").map(Number);
  return 60 * hours + (minutes || 0);
};

const kbTally = (rows, name) => {
  const found = {};
  rows.forEach((row) => {
    const key = name(row);
    found[key] = (found[key] || 0) + 1;
  });
  return found;
};

// What the rules say to the calls: one line for each day and caller that goes beyond them.
const kbCounts = (rows, rules) => {
  const calls = rows.filter((row) => row.kind === "call");
  const said = [];
  const over = (some, name, most, words) => {
    const tally = kbTally(some, name);
    Object.keys(tally)
      .filter((key) => most && tally[key] > most)
      .forEach((key) => said.push(words(key, tally[key])));
  };
  over(
    calls.filter((row) => row.answered === "接通"),
    (row) => `${row.on} ${row.who || row.number || "同一家"}`,
    rules.connected,
    (key, count) => `${key}：接通 ${count} 次，标准写的是每日不超过 ${rules.connected} 次`,
  );
  over(
    calls.filter((row) => row.answered === "没接" && row.number),
    (row) => `${row.on} ${row.number}`,
    rules.attempts,
    (key, count) => `${key}：没接通，拨了 ${count} 次，指引写的是不宜超过 ${rules.attempts} 次`,
  );
  const night = calls.filter(
    (row) => row.at && (kbMinutes(row.at) >= kbMinutes(rules.night) || kbMinutes(row.at) < kbMinutes(rules.morning)),
  );
  night.forEach((row) => said.push(`${row.on} ${row.at}：在 ${rules.night} 到次日 ${rules.morning} 之间`));
  calls
    .filter((row) => row.to && row.to !== "我")
    .forEach((row) => said.push(`${row.on} ${row.at}：打给了${row.to}`.replace(" ：", "：")));
  return said;
};

const kbInWords = (row) => {
  const call = [row.number, row.who, row.to && row.to !== "我" ? `打给${row.to}` : "", row.answered, row.said];
  const parts = row.kind === "call" ? call : [row.who, row.kind === "debt" && row.said ? `${row.said} 元` : row.said];
  return `${row.on}${row.at ? ` ${row.at}` : ""}　${KB_KINDS[row.kind]}　${parts.filter(Boolean).join("，")}`;
};

const kbFact = (row) => {
  const [, month, day] = row.on.split("-").map(Number);
  const whom = !row.to || row.to === "我" ? "打给我" : `打给我的${row.to}`;
  return `${month} 月 ${day} 日${row.at ? ` ${row.at}` : ""}，${row.who || row.number || "来电"}${whom}${row.answered === "没接" ? "，没有接" : ""}${row.said ? `，${row.said}` : ""}。`;
};

kbFind(document, "[data-log]").forEach((log) => {
  const find = (selector) => log.querySelector(selector);
  const rules = {
    connected: Number(log.dataset.connected),
    attempts: Number(log.dataset.attempts),
    night: log.dataset.night,
    morning: log.dataset.morning,
  };
  const keep = find("[data-keep]");
  let rows = [];

  // What the work gives, or nothing where the browser refuses storage or has no room.
  const stored = (work) => {
    try {
      return work(localStorage);
    } catch (error) {
      return undefined;
    }
  };
  // Only what this page kept is replaced; what cannot be kept is said, and the box tells the truth.
  const save = () => {
    if (!keep.checked) return;
    const done = stored((storage) => {
      storage.setItem(KB_KEPT, JSON.stringify(rows));
      return true;
    });
    if (done) return;
    keep.checked = false;
    tell("这个浏览器不让留，或者放不下了。关上就没有，请先存一份。");
  };
  const tell = (words) => {
    find("[data-told]").textContent = words;
  };
  const shown = (row) => {
    const item = kbMake("li", kbInWords(row));
    const away = item.appendChild(
      kbMake("button", "删掉", { type: "button", class: "kb-plain", "aria-label": `删掉 ${kbInWords(row)}` }),
    );
    away.addEventListener("click", () => {
      rows = rows.filter((other) => other !== row);
      show();
    });
    return item;
  };
  const show = () => {
    rows.sort((one, other) => (one.on + one.at < other.on + other.at ? -1 : 1));
    const list = find("[data-rows-shown]");
    list.textContent = "";
    rows.forEach((row) => list.appendChild(shown(row)));
    const counts = find("[data-counts]");
    counts.textContent = "";
    kbCounts(rows, rules).forEach((words) => counts.appendChild(kbMake("li", words)));
    find("[data-none]").hidden = rows.length > 0;
    // What can be done with records is offered once there are some.
    find("[data-with-rows]").hidden = rows.length === 0;
    const names = find("#log-who");
    names.textContent = "";
    [...new Set(rows.map((row) => row.who).filter(Boolean))].forEach((who) =>
      names.appendChild(kbMake("option", undefined, { value: who })),
    );
    save();
  };
  const add = (found) => {
    const before = rows.length;
    rows = rows.concat(found).slice(0, KB_MOST);
    show();
    return rows.length - before;
  };

  kbFind(log, "form[data-add]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const row = kbRow(Object.assign({ kind: form.dataset.add }, kbTexts(form)));
      const fault = form.querySelector("[data-fault]");
      fault.hidden = Boolean(row);
      fault.textContent = row ? "" : "先写哪一天。";
      if (!row) {
        form.querySelector("[name=on]").focus();
        return;
      }
      tell("记下了。");
      if (!add(row)) tell(`最多记 ${KB_MOST} 条，这一条没有记。先存一份，再抹掉旧的。`);
      ["at", "said"].forEach((name) => {
        if (form.elements[name]) form.elements[name].value = "";
      });
    });
  });
  find("[data-now]").addEventListener("click", (event) => {
    const now = new Date();
    const form = event.target.closest("form");
    form.elements.on.value = kbDay(now.getFullYear(), now.getMonth(), now.getDate());
    form.elements.at.value = [now.getHours(), now.getMinutes()].map((part) => `0${part}`.slice(-2)).join(":");
  });
  kbFind(log, "[data-export]").forEach((button) => {
    button.addEventListener("click", () => {
      if (button.dataset.export === "json") kbSave("记录.json", "application/json", JSON.stringify(rows, null, 1));
      else kbSave("记录.csv", "text/csv", kbCsv(rows));
    });
  });
  find("[data-import]").addEventListener("change", (event) => {
    const [file] = event.target.files;
    const reader = new FileReader();
    reader.onload = () => {
      const { rows: found, lost } = kbRecordsIn(file.name, kbDecoded(/** @type {ArrayBuffer} */ (reader.result)));
      const left = lost ? `有 ${lost} 条认不出，没有导入：要有种类和日期。` : "";
      tell(found.length ? `导入了 ${found.length} 条。${left}` : "这个文件里没有能认出的记录。");
      const taken = add(found);
      if (taken < found.length) tell(`最多记 ${KB_MOST} 条，只导入了 ${taken} 条。`);
      event.target.value = "";
    };
    if (file) reader.readAsArrayBuffer(file);
  });
  find("[data-copy-log]").addEventListener("click", (event) =>
    kbCopy(event.target, find("[data-rows-shown]"), rows.map(kbInWords).join("\n")),
  );
  find("[data-print]").addEventListener("click", () => print());
  find("[data-write]").addEventListener("click", () => {
    const facts = rows.filter((row) => row.kind === "call").map(kbFact);
    if (!kbHandOver(facts)) {
      tell("这个浏览器带不过去，请用“复制全部”。");
      return;
    }
    location.href = log.dataset.letterPage + (location.protocol === "file:" ? "index.html" : "");
  });
  keep.addEventListener("change", () => {
    tell(keep.checked ? "留在这台设备上了。" : "不留了，关上就没有。");
    if (!keep.checked) unkeep();
    save();
  });
  const unkeep = () => stored((storage) => storage.removeItem(KB_KEPT));
  const forget = () => {
    rows = [];
    keep.checked = false;
    unkeep();
    kbFind(log, "form").forEach((form) => form.reset());
    show();
    tell("都抹掉了。");
  };
  find("[data-wipe]").addEventListener("click", forget);
  addEventListener("pagehide", (event) => {
    // A page that waits in memory for "back" holds nothing that was not kept.
    if (event.persisted && !keep.checked) forget();
  });

  const load = () => {
    const kept = stored((storage) => storage.getItem(KB_KEPT));
    keep.checked = Boolean(kept);
    if (kept) rows = kbRecordsIn("", kept).rows;
    show();
  };
  addEventListener("storage", (event) => {
    // The same log in another tab: both show what was kept last, or that it was wiped.
    if (!keep.checked || (event.key !== KB_KEPT && event.key !== null)) return;
    rows = [];
    load();
  });
  log.hidden = false;
  load();
});
