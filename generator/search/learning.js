// Telling texts of two kinds apart, as learning.py has learnt it: weights in hashed places for what stands in a text.

const SPACED = /([a-z'])[ '’]+(?=[a-z])/g;
const LETTERS_OR_NOT = new RegExp(`[a-z]+|[0-9${SHARED.han}]+`, "g");
const SENTENCES = /[。！？!?]/;
const CLAUSES = /[^\s，。！？；、,.!?;…~]+/g;
const isLetters = (run) => /^[a-z]/.test(run);

/** Every two clauses in a row of a sentence, if they are Chinese: the words of other languages are no clauses. */
const pairsIn = (sentence) => {
  const clauses = [...sentence.matchAll(CLAUSES)];
  return clauses.slice(1).flatMap(({ 0: clause, index }, i) => {
    const pair = sentence.slice(clauses[i].index, index + clause.length);
    return HAN.test(pair[0]) ? [pair] : [];
  });
};

/** A text with every two clauses in a row; and its clauses, with the stretches of long ones. */
const stretchesToHear = (text) => {
  const { window, stride } = SHARED.hearing;
  const clauses = text.match(CLAUSES) || [];
  const inside = [];
  for (const clause of clauses) {
    if (clause.length <= window + stride || !HAN.test(clause[0])) continue;
    for (let i = 0; i < clause.length - window + stride; i += stride) inside.push(clause.slice(i, i + window));
  }
  return [
    [text, ...text.split(SENTENCES).flatMap(pairsIn)],
    [...clauses, ...inside],
  ];
};

const slices = (run, n) => Array.from({ length: Math.max(0, run.length - n + 1) }, (_, i) => run.slice(i, i + n));

/** The signs in a stretch: characters and pairs, letters in threes to fives, its ends. */
const signsIn = (part) => {
  const runs = part.replace(SPACED, "$1").match(LETTERS_OR_NOT) || [];
  const joined = runs.map((run) => (isLetters(run) ? "-" : run)).join("");
  const some = runs.filter(isLetters).flatMap((run) => [run.slice(0, 3), ...[3, 4, 5].flatMap((n) => slices(run, n))]);
  return [...joined, ...slices(`^${joined}$`, 2)].filter((sign) => !sign.includes("-")).concat(some);
};

const valueOfSign = (sign) => [...sign].reduce((value, one) => (value * 31337 + one.charCodeAt(0)) % 1000003, 7);

const bitsOf = (letters) =>
  letters.replace(/./g, (letter) => SHARED.hearing.digits.indexOf(letter).toString(2).padStart(6, "0"));

/** One letter for each place from packed weights: of each value, how far its places lie from one another, in Golomb-Rice code. */
const unpacked = (packed = "") => {
  const { places, zero } = SHARED.hearing;
  const weights = new Array(places).fill(String.fromCharCode(zero));
  for (const list of packed.split(" ")) {
    const fixed = Number(list[1]);
    let at = -1;
    for (const [, ones, rest] of bitsOf(list.slice(2)).matchAll(new RegExp(`(1*)0(.{${fixed}})`, "g"))) {
      at += ones.length * 2 ** fixed + parseInt(rest || "0", 2) + 1;
      weights[at] = list[0];
    }
  }
  return weights.join("");
};

/** The steps that speak for the kind of text that was looked for, less those against it. */
const evidenceOf = (part, { weights, base = 0 }) => {
  if (!weights) return base;
  const places = new Set(signsIn(part).map((sign) => valueOfSign(sign) % weights.length));
  return [...places].reduce((sum, at) => sum + weights.charCodeAt(at) - SHARED.hearing.zero, base);
};

/**
 * Whether a folded text sounds like distress, by so many steps more than enough; nothing has to be loaded to tell. What speaks
 * against the whole makes a part of it doubtful, since one of the many parts of a story may sound so by chance.
 */
const hears = (learnt, text, more = 0) => {
  const { enough, letters, doubtOfTwo, doubtOfOne, against } = SHARED.hearing;
  if (learnt.calm.includes(squeeze(text))) return false;
  const [wide, narrow] = stretchesToHear(text).map((parts) => parts.map((part) => evidenceOf(part, learnt)));
  const doubts = Math.max(0, -wide[0]);
  const least = enough + more + (HAN.test(text) ? 0 : letters);
  const isListed = (sentence) => learnt.phrases.some((phrase) => sentence.includes(phrase));
  return (
    wide[0] >= least ||
    wide.some((evidence) => evidence >= least + Math.min(doubts, doubtOfTwo)) ||
    narrow.some((evidence) => evidence >= least + Math.min(doubts, doubtOfOne)) ||
    (text.split(SENTENCES).map(squeeze).some(isListed) && Math.max(...wide, ...narrow) > against)
  );
};
