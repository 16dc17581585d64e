// What of a page answers a question: a sentence that its editors named for it, or a stretch of its text.

const ENOUGH = 0.35; // how like a question must be to one that a sentence answers for that to be shown
const BESIDE = 12; // characters shown before the first word found

/** How often each shingle stands in some texts, as what it says there: the fewer have it, the more. */
const weightsIn = (texts) => {
  const times = new Map();
  for (const text of texts) for (const one of shinglesOf(text)) times.set(one, (times.get(one) || 0) + 1);
  const unknown = Math.log(1 + texts.length);
  return (shingle) =>
    (times.has(shingle) ? Math.log(1 + texts.length / times.get(shingle)) : unknown) *
    (HAN.test(shingle) && shingle.length === 1 ? SINGLE : 1);
};

/** How alike two questions are, from 0 to 1: what they share, of what both weigh. */
const likenessOf = (one, other, weightOf) => {
  const sum = (shingles) => shingles.reduce((all, shingle) => all + weightOf(shingle), 0);
  const shared = one.filter((shingle) => other.includes(shingle));
  return sum(shared) / Math.sqrt(sum(one) * sum(other) || 1);
};

/**
 * The sentence of a page that answers a question, with heading and anchor: the one whose ways of asking are likest to it.
 * Nothing, when none is like it, or when a way of asking for the page as a whole is liker.
 */
const replyTo = ([questions, replies], question) => {
  const asked = replies.flatMap(([, , , asks]) => asks);
  const weightOf = weightsIn([...questions, ...asked].map(fold));
  const typed = shinglesOf(question);
  const likest = (asks) => Math.max(0, ...asks.map((ask) => likenessOf(typed, shinglesOf(fold(ask)), weightOf)));
  const whole = likest(questions.filter((one) => !asked.includes(one)));
  const scored = replies.map(([sentence, heading, anchor, asks]) => ({
    sentence,
    heading,
    anchor,
    like: likest(asks),
  }));
  const best = scored.reduce((one, other) => (other.like > one.like ? other : one), { like: 0 });
  return best.like >= ENOUGH && best.like >= whole ? best : null;
};

/** The stretch of some texts that shows most of the words, with the heading above it; nothing when none is there. */
const excerptOf = (texts, words, length) => {
  let best = null;
  for (const [heading, body] of texts) {
    const folded = foldInPlace(body);
    const places = words.map((wanted) => folded.indexOf(wanted)).filter((place) => place >= 0);
    if (places.length > (best ? best.count : 0))
      best = { heading, body, count: places.length, at: Math.min(...places) };
  }
  if (!best) return null;
  const from = Math.max(0, best.at - BESIDE);
  const cut = best.body.slice(from, from + length);
  return { heading: best.heading, text: `${from ? "…" : ""}${cut}${from + length < best.body.length ? "…" : ""}` };
};
