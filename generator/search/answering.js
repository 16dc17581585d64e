// What of a page answers a question: a sentence that its editors named for it, or a stretch of its text.

const ENOUGH = 0.38; // how like a question must be to one that a sentence answers for that to be shown
const SAID = 0.2; // how much the sentence's own words count beside the ways of asking
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

/** What a list of shingles weighs together. */
const weightOfAll = (shingles, weightOf) => shingles.reduce((all, shingle) => all + weightOf(shingle), 0);

/** How alike two questions are, from 0 to 1: what they share, of what both weigh. */
const likenessOf = (one, other, weightOf) => {
  const shared = one.filter((shingle) => other.includes(shingle));
  const both = weightOfAll(one, weightOf) * weightOfAll(other, weightOf);
  return weightOfAll(shared, weightOf) / Math.sqrt(both || 1);
};

/** How much of a question a text says, from 0 to 1. */
const shareSaid = (typed, text, weightOf) => {
  const said = typed.filter((shingle) => text.includes(shingle));
  return weightOfAll(said, weightOf) / (weightOfAll(typed, weightOf) || 1);
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
  const scored = replies.map(([sentence, heading, anchor, asks]) => {
    const like = likest(asks);
    return { sentence, heading, anchor, like, score: like + SAID * shareSaid(typed, fold(sentence), weightOf) };
  });
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one), { like: 0, score: 0 });
  const whole = likest(questions.filter((one) => !asked.includes(one)));
  return best.score >= ENOUGH && best.like >= whole ? best : null;
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
