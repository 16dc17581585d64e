// Days as calendars count them, in and out as text such as 2026-11-23.

// A month after the 31st is the last day of a shorter month.

const kbTime = (iso) => new Date(`${iso}T00:00:00Z`);
// A day that no calendar of four digits has is an empty text.
const kbIso = (time) => {
  const words = Math.abs(time) < 864e13 ? new Date(time).toISOString().slice(0, 10) : "";
  return /^\d{4}-/.test(words) ? words : "";
};
const kbDay = (year, month, day) => kbIso(Date.UTC(year, month, day));
const kbMonthsAfter = (iso, months) => {
  const [year, month, day] = iso.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return kbDay(year, month - 1 + months, Math.min(day, last));
};
const kbDaysAfter = (iso, days) => kbIso(kbTime(iso).getTime() + days * 864e5);
const kbDaysBetween = (start, end) => Math.round((kbTime(end).getTime() - kbTime(start).getTime()) / 864e5);

const kbDateWords = (iso) => {
  const [year, month, day] = iso.split("-").map(Number);
  return `${year} 年 ${month} 月 ${day} 日（星期${"日一二三四五六"[kbTime(iso).getUTCDay()]}）`;
};
