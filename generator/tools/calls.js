// What records say: how often was called beside what the rules allow, and each record in words.

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
