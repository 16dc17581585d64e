// The log of calls, papers and debts: in memory, on the device only if the reader wants it, out as a file or on paper.

const KB_KEPT = "kb-log";
const KB_COLUMNS = ["kind", "on", "at", "number", "who", "to", "answered", "said"];
const KB_KINDS = { call: "电话", paper: "文书", debt: "欠款" };
const KB_MOST = 5000;

// Only texts of known columns are taken from a file, whoever wrote it.
const kbRow = (found) => {
  const row = {};
  KB_COLUMNS.forEach((column) => {
    row[column] = typeof found[column] === "string" ? found[column].slice(0, 2000) : "";
  });
  return Object.keys(KB_KINDS).includes(row.kind) && /^\d{4}-\d{2}-\d{2}$/.test(row.on) ? row : null;
};

const kbTaken = (list) =>
  Array.isArray(list)
    ? list
        .slice(0, KB_MOST)
        .map((row) => kbRow(Object(row)))
        .filter(Boolean)
    : [];

// A cell that begins like a formula is made plain text, so that a spreadsheet does not run it.
const kbCell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
const kbCsv = (rows) =>
  `\ufeff${[KB_COLUMNS.join(",")].concat(rows.map((row) => KB_COLUMNS.map((column) => kbCell(row[column])).join(","))).join("\r\n")}\r\n`;

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
        .replace(/^'(?=[=+\-@])/, ""),
    );
    if (end !== ",") lines.push([]);
  }
  const heads = lines[0];
  return lines.slice(1).map((cells) => {
    const row = {};
    heads.forEach((head, index) => {
      row[head] = cells[index] || "";
    });
    return row;
  });
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
    .filter((row) => row.to !== "我")
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
  const whom = row.to === "我" ? "打给我" : `打给我的${row.to}`;
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

  const stored = (work) => {
    try {
      return work(localStorage);
    } catch (error) {
      return null;
    }
  };
  const save = () =>
    stored((storage) => (keep.checked ? storage.setItem(KB_KEPT, JSON.stringify(rows)) : storage.removeItem(KB_KEPT)));
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
    const names = find("#log-who");
    names.textContent = "";
    [...new Set(rows.map((row) => row.who).filter(Boolean))].forEach((who) =>
      names.appendChild(kbMake("option", undefined, { value: who })),
    );
    save();
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
      rows.push(row);
      ["at", "said"].forEach((name) => {
        if (form.elements[name]) form.elements[name].value = "";
      });
      show();
      tell("记下了。");
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
      let found = [];
      try {
        found = kbTaken(
          /\.csv$/i.test(file.name) ? kbFromCsv(String(reader.result)) : JSON.parse(String(reader.result)),
        );
      } catch (error) {
        found = [];
      }
      rows = rows.concat(found);
      show();
      tell(found.length ? `导入了 ${found.length} 条。` : "这个文件里没有能认出的记录。");
      event.target.value = "";
    };
    if (file) reader.readAsText(file);
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
    save();
    tell(keep.checked ? "留在这台设备上了。" : "不留了，关上就没有。");
  });
  const forget = () => {
    rows = [];
    keep.checked = false;
    kbFind(log, "form").forEach((form) => form.reset());
    show();
    tell("都抹掉了。");
  };
  find("[data-wipe]").addEventListener("click", forget);
  addEventListener("pagehide", (event) => {
    // A page that waits in memory for "back" holds nothing that was not kept.
    if (event.persisted && !keep.checked) forget();
  });

  const kept = stored((storage) => storage.getItem(KB_KEPT));
  if (kept) {
    keep.checked = true;
    try {
      rows = kbTaken(JSON.parse(kept));
    } catch (error) {
      rows = [];
    }
  }
  log.hidden = false;
  show();
});
