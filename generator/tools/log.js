// The log of calls, papers and debts: in memory, on the device only if the reader wants it, out as a file or on paper.

const KB_KEPT = "kb-log";

// What the work gives, or nothing where the browser refuses storage or has no room.
const kbStored = (work) => {
  try {
    return work(localStorage);
  } catch (error) {
    return undefined;
  }
};

const kbUnkeep = () => kbStored((storage) => storage.removeItem(KB_KEPT));

const kbTell = ({ log }, words) => {
  log.querySelector("[data-told]").textContent = words;
};

// Only what this page kept is replaced; what cannot be kept is said, and the box tells the truth.
const kbKeepRows = (book) => {
  if (!book.keep.checked) return;
  const done = kbStored((storage) => {
    storage.setItem(KB_KEPT, JSON.stringify(book.rows));
    return true;
  });
  if (done) return;
  book.keep.checked = false;
  kbTell(book, "这个浏览器不让留，或者放不下了。关上就没有，请先存一份。");
};

const kbItemOf = (book, row) => {
  const item = kbMake("li", kbInWords(row));
  const away = item.appendChild(
    kbMake("button", "删掉", { type: "button", class: "kb-plain", "aria-label": `删掉 ${kbInWords(row)}` }),
  );
  away.addEventListener("click", () => {
    book.rows = book.rows.filter((other) => other !== row);
    kbShowLog(book);
  });
  return item;
};

const kbFill = (place, items) => {
  place.textContent = "";
  items.forEach((item) => place.appendChild(item));
};

const kbShowLog = (book) => {
  const { log, rows, rules } = book;
  rows.sort((one, other) => (one.on + one.at < other.on + other.at ? -1 : 1));
  const items = rows.map((row) => kbItemOf(book, row));
  const counts = kbCounts(rows, rules).map((words) => kbMake("li", words));
  const names = [...new Set(rows.map((row) => row.who).filter(Boolean))];
  const choices = names.map((who) => kbMake("option", undefined, { value: who }));
  kbFill(log.querySelector("[data-rows-shown]"), items);
  kbFill(log.querySelector("[data-counts]"), counts);
  kbFill(log.querySelector("#log-who"), choices);
  log.querySelector("[data-none]").hidden = rows.length > 0;
  // What can be done with records is offered once there are some.
  log.querySelector("[data-with-rows]").hidden = rows.length === 0;
  kbKeepRows(book);
};

// How many of some records had room.
const kbAddRows = (book, found) => {
  const before = book.rows.length;
  book.rows = book.rows.concat(found).slice(0, KB_MOST);
  kbShowLog(book);
  return book.rows.length - before;
};

const kbAddFrom = (book, form) => {
  const row = kbRow(Object.assign({ kind: form.dataset.add }, kbTexts(form)));
  const fault = form.querySelector("[data-fault]");
  fault.hidden = Boolean(row);
  fault.textContent = row ? "" : "先写哪一天。";
  if (!row) {
    form.querySelector("[name=on]").focus();
    return;
  }
  kbTell(book, "记下了。");
  if (!kbAddRows(book, row)) kbTell(book, `最多记 ${KB_MOST} 条，这一条没有记。先存一份，再抹掉旧的。`);
  ["at", "said"].forEach((name) => {
    if (form.elements[name]) form.elements[name].value = "";
  });
};

const kbFillNow = (form) => {
  const now = new Date();
  form.elements.on.value = kbDay(now.getFullYear(), now.getMonth(), now.getDate());
  form.elements.at.value = [now.getHours(), now.getMinutes()].map((part) => `0${part}`.slice(-2)).join(":");
};

const kbFormsWork = (book) => {
  kbFind(book.log, "form[data-add]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      kbAddFrom(book, form);
    });
  });
  book.log.querySelector("[data-now]").addEventListener("click", (event) => kbFillNow(event.target.closest("form")));
};

const kbImport = (book, name, bytes) => {
  const { rows: found, lost } = kbRecordsIn(name, kbDecoded(bytes));
  const left = lost ? `有 ${lost} 条认不出，没有导入：要有种类和日期。` : "";
  kbTell(book, found.length ? `导入了 ${found.length} 条。${left}` : "这个文件里没有能认出的记录。");
  const taken = kbAddRows(book, found);
  if (taken < found.length) kbTell(book, `最多记 ${KB_MOST} 条，只导入了 ${taken} 条。`);
};

const kbFilesWork = (book) => {
  kbFind(book.log, "[data-export]").forEach((button) => {
    button.addEventListener("click", () => {
      if (button.dataset.export === "json") kbSave("记录.json", "application/json", JSON.stringify(book.rows, null, 1));
      else kbSave("记录.csv", "text/csv", kbCsv(book.rows));
    });
  });
  book.log.querySelector("[data-import]").addEventListener("change", (event) => {
    const [file] = event.target.files;
    const reader = new FileReader();
    reader.onload = () => {
      kbImport(book, file.name, /** @type {ArrayBuffer} */ (reader.result));
      event.target.value = "";
    };
    if (file) reader.readAsArrayBuffer(file);
  });
};

const kbWriteLetter = (book) => {
  if (!kbHandOver(book.rows.filter((row) => row.kind === "call").map(kbFact))) {
    kbTell(book, "这个浏览器带不过去，请用“复制全部”。");
    return;
  }
  location.href = book.log.dataset.letterPage + (location.protocol === "file:" ? "index.html" : "");
};

const kbPapersWork = (book) => {
  const find = (selector) => book.log.querySelector(selector);
  find("[data-copy-log]").addEventListener("click", (event) =>
    kbCopy(event.target, find("[data-rows-shown]"), book.rows.map(kbInWords).join("\n")),
  );
  find("[data-print]").addEventListener("click", () => print());
  find("[data-write]").addEventListener("click", () => kbWriteLetter(book));
};

const kbForget = (book) => {
  book.rows = [];
  book.keep.checked = false;
  kbUnkeep();
  kbFind(book.log, "form").forEach((form) => form.reset());
  kbShowLog(book);
  kbTell(book, "都抹掉了。");
};

const kbLoad = (book) => {
  const kept = kbStored((storage) => storage.getItem(KB_KEPT));
  book.keep.checked = Boolean(kept);
  if (kept) book.rows = kbRecordsIn("", kept).rows;
  kbShowLog(book);
};

const kbStorageWorks = (book) => {
  const { log, keep } = book;
  keep.addEventListener("change", () => {
    kbTell(book, keep.checked ? "留在这台设备上了。" : "不留了，关上就没有。");
    if (!keep.checked) kbUnkeep();
    kbKeepRows(book);
  });
  log.querySelector("[data-wipe]").addEventListener("click", () => kbForget(book));
  addEventListener("pagehide", (event) => {
    // A page that waits in memory for "back" holds nothing that was not kept.
    if (event.persisted && !keep.checked) kbForget(book);
  });
  addEventListener("storage", (event) => {
    // The same log in another tab: both show what was kept last, or that it was wiped.
    if (!keep.checked || (event.key !== KB_KEPT && event.key !== null)) return;
    book.rows = [];
    kbLoad(book);
  });
};

const kbLogWorks = (log) => {
  const { connected, attempts, night, morning } = log.dataset;
  const rules = { connected: Number(connected), attempts: Number(attempts), night, morning };
  const book = { log, keep: log.querySelector("[data-keep]"), rules, rows: [] };
  [kbFormsWork, kbFilesWork, kbPapersWork, kbStorageWorks].forEach((work) => work(book));
  log.hidden = false;
  kbLoad(book);
};

kbFind(document, "[data-log]").forEach(kbLogWorks);
