// A day as an entry of the reader's own calendar, with a reminder.

const kbEscaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");

// A line of a calendar holds 75 bytes at most; the next begins with a space.
const kbBytesOf = (mark) => [0x7f, 0x7ff, 0xffff].filter((most) => mark.codePointAt(0) > most).length + 1;

const kbFolded = (line) => {
  let [folded, held] = ["", 0];
  for (const mark of line) {
    if (held + kbBytesOf(mark) > 75) [folded, held] = [`${folded}\r\n `, 1];
    folded += mark;
    held += kbBytesOf(mark);
  }
  return folded;
};

// Two dates of one day are two entries, and the same one twice is one.
const kbMarkOf = (text) => [...text].reduce((sum, mark) => (31 * sum + mark.codePointAt(0)) % 2147483647, 7);

const kbCalendar = (title, iso) => {
  const day = iso.replace(/-/g, "");
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//kb//ZH",
    "BEGIN:VEVENT",
    `UID:${day}-${kbMarkOf(title)}@kb`,
    `DTSTAMP:${day}T000000Z`,
    `DTSTART;VALUE=DATE:${day}`,
    `DTEND;VALUE=DATE:${kbDaysAfter(iso, 1).replace(/-/g, "")}`,
    `SUMMARY:${kbEscaped(title)}`,
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${kbEscaped(title)}`,
    "TRIGGER:-P2DT15H", // nine in the morning, three days before
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]
    .map(kbFolded)
    .join("\r\n");
};
