// Texts as the index knows them: folded, in runs of letters or Chinese characters. `SHARED` is given by the index's side.

const RUNS = new RegExp(`[a-z0-9]+(?:\\.[0-9]+)?|[${SHARED.han}]+`, "g");
const HAN = new RegExp(`[${SHARED.han}]`);
const FOLDABLE = new RegExp(`[^\\n -@[-~、-〃〈-】${SHARED.han}]`, "gu"); // what folding may change
const GROUPED = /([0-9])[,，](?=[0-9]{3}(?![0-9]))/g; // a number in groups of three

/** Compatibility characters and capitals folded, letters without their marks; ü is v, as it is typed; 20,000 is 20000. */
const fold = (text) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/u\u0308/g, "v")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .replace(GROUPED, "$1");

/** Where the site is in traditional characters: the simplified one of each, which the index looks for. */
let simplifiedOf = null;
const formsShown = () => {
  const [from, to] = kbHelp.shown;
  simplifiedOf = simplifiedOf || new Map([...from].map((one, i) => [one, to[i]]));
  return simplifiedOf;
};

/** A text that is shown, in the characters of the index. */
const asIndexed = (text) => (kbHelp.shown ? [...text].map((one) => formsShown().get(one) || one).join("") : text);

/** A text folded character by character, so that places in it are places in the text as written. */
const foldInPlace = (text) =>
  asIndexed(text.replace(FOLDABLE, (one) => (fold(one).length === one.length ? fold(one) : one)));

const runsIn = (text) => text.match(RUNS) || [];

/** Only the letters, digits and Chinese characters of a folded text. */
const squeeze = (text) => runsIn(text).join("");

/** The sounds that many speakers do not tell apart made one. */
const blur = (sound) => SHARED.blurred.reduce((said, [exact, coarse]) => said.split(exact).join(coarse), sound);

/** Numbers and words that were typed without a space between them, apart, where the whole is no word: `12378tousu`. */
const apart = (text, isWord) =>
  text.replace(/[a-z0-9]+/g, (run) => (isWord(run) ? run : run.replace(/([0-9])(?=[a-z])|([a-z])(?=[0-9])/g, "$& ")));

/** The beginnings of a text that have at least and at most so many characters. */
const beginnings = (text, least, most) => {
  const found = [];
  for (let n = least; n <= Math.min(most, text.length); n += 1) found.push(text.slice(0, n));
  return found;
};

/** The same of every rest of the text. */
const stretches = (text, least, most) => [...text].flatMap((_, i) => beginnings(text.slice(i), least, most));

/** The single characters and pairs of a text's Chinese runs, and its words in other letters, each once. */
const shinglesOf = (text) => [
  ...new Set(runsIn(text).flatMap((run) => (HAN.test(run) ? stretches(run, 1, 2) : [run]))),
];

/** Whether two spellings differ by at most `most` letters added, lost, changed or swapped. */
const isNear = (a, b, most) => {
  if (Math.abs(a.length - b.length) > most) return false;
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length] <= most;
};
