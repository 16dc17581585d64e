// Telling texts of two kinds apart, as learning.py has learnt it: weights in hashed places for what stands in a text.

const SPACED = /([a-z'])[ '’]+(?=[a-z])/g;
const LETTERS_OR_NOT = new RegExp(`[a-z]+|[0-9${SHARED.han}]+`, "g");
const SENTENCES = /[。！？!?]/;
const CLAUSES = /[^\s，。！？；、,.!?;…~]+/g;
const isLetters = (run) => /^[a-z]/.test(run);

/** A text and its clauses, and the stretches of long clauses. */
const stretchesToHear = (text) => {
  const { window, stride } = SHARED.hearing;
  const clauses = text.match(CLAUSES) || [];
  const inside = [];
  for (const clause of clauses) {
    if (clause.length <= window + stride || !HAN.test(clause[0])) continue;
    for (let i = 0; i < clause.length - window + stride; i += stride) inside.push(clause.slice(i, i + window));
  }
  return [[...new Set([text, ...clauses])], inside];
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

/** The steps that speak for the kind of text that was looked for, less those against it. */
const evidenceOf = (part, { weights, base }) => {
  if (!weights) return base;
  const places = new Set(signsIn(part).map((sign) => valueOfSign(sign) % weights.length));
  return [...places].reduce((sum, at) => sum + weights.charCodeAt(at) - SHARED.hearing.zero, base);
};

/**
 * Whether a folded text sounds like distress, by so many steps more than enough; nothing has to be loaded to tell. A few calm
 * clauses too many are better than one cry missed; but what asks for more asks still more of a story of many clauses, of which
 * one may sound so by chance.
 */
const hears = (learnt, text, more = 0) => {
  const { enough, inside, doubt, against } = SHARED.hearing;
  const [clauses, stretches] = stretchesToHear(text);
  const [said, within] = [clauses, stretches].map((parts) => parts.map((part) => evidenceOf(part, learnt)));
  const clausesOfHan = clauses.filter((part) => HAN.test(part[0])).length;
  const enoughSaid = enough + more + (more && Math.log(Math.max(1, clausesOfHan - 1)));
  const enoughInside = inside + Math.floor(Math.max(0, -said[0]) / doubt);
  const isListed = (sentence) => learnt.phrases.some((phrase) => sentence.includes(phrase));
  return (
    said.some((evidence) => evidence >= enoughSaid) ||
    within.some((evidence) => evidence >= enoughInside + more) ||
    (text.split(SENTENCES).map(squeeze).some(isListed) && Math.max(...said, ...within) > against)
  );
};
