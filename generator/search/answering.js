// What answers a question: a sentence that editors named for it on one of the first pages, or a stretch of a page's text.

const ENOUGH = 1; // the score from which a sentence is shown
const SAID = 0.5; // how much it counts which share of a question the sentence itself says, beside how like it is
const PAGE = 2; // how much it counts against a sentence how far its page is behind the first
const STRANGE = 0.4; // how much a shingle that no candidate has counts, beside one that a single candidate has
const ALONE = 0.5; // how much one character counts beside a pair
const REPEATED = 0.8; // the share of a sentence from which a text that says it makes showing it idle
const BESIDE = 12; // characters shown before the first word found

/** What each shingle weighs that stands in some texts: the fewer have it, the more. */
const weightsIn = (texts) => {
  const times = new Map();
  for (const text of texts) for (const one of text) times.set(one, (times.get(one) || 0) + 1);
  const strange = STRANGE * Math.log(1 + texts.length);
  return (shingle) =>
    (times.has(shingle) ? Math.log(1 + texts.length / times.get(shingle)) : strange) *
    (HAN.test(shingle) && shingle.length === 1 ? ALONE : 1);
};

/** What a list of shingles weighs together. */
const weightOfAll = (shingles, weightOf) => shingles.reduce((all, shingle) => all + weightOf(shingle), 0);

/** Which share of some shingles others have, from 0 to 1, by weight. */
const shareIn = (shingles, others, weightOf) => {
  const shared = shingles.filter((shingle) => others.includes(shingle));
  return weightOfAll(shared, weightOf) / (weightOfAll(shingles, weightOf) || 1);
};

/** How alike two texts are, from 0 to 1: what they share, of what both weigh (the cosine). */
const likenessOf = (one, other, weightOf) => Math.sqrt(shareIn(one, other, weightOf) * shareIn(other, one, weightOf));

/** The sentences of some pages that editors named, with what they say, how they are asked for, and all of that. */
const candidatesOf = (pages) =>
  pages.flatMap(({ hit, rank, replies }) =>
    replies.map(([sentence, heading, anchor, asks]) => {
      const [said, above, ...ways] = [sentence, heading, ...asks].map((text) => shinglesOf(fold(text)));
      return { hit, rank, sentence, heading, anchor, said, ways, all: [...new Set([said, above, ...ways].flat())] };
    }),
  );

/**
 * The sentence that answers a question, with its hit, heading and anchor, of those of some pages (with the questions and
 * the rank of each, 1 for the first). Nothing, when none is likely enough to, or when a question for its page as a whole is
 * liker. Each part of the score tells something else: how like the question is to a way of asking and to the sentence,
 * and how much of it both together say. `benchmarks/search_replies.py` measures it on ways of asking left out.
 */
const replyTo = (pages, question) => {
  const candidates = candidatesOf(pages);
  const typed = shinglesOf(question);
  const weightOf = weightsIn(candidates.map(({ all }) => all));
  const likest = (ways) => Math.max(0, ...ways.map((way) => likenessOf(typed, way, weightOf)));
  const scored = candidates.map((one) => {
    const like = likest(one.ways);
    const own = likenessOf(typed, one.said, weightOf) + SAID * shareIn(typed, one.said, weightOf);
    return { ...one, like, score: like + own + shareIn(typed, one.all, weightOf) - PAGE * (1 - one.rank) };
  });
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one), { score: 0 });
  if (best.score < ENOUGH) return null;
  const { questions } = pages.find(({ hit }) => hit === best.hit);
  return likest(questions.map((one) => shinglesOf(fold(one)))) > best.like ? null : best;
};

/** Whether a text says all but a little of a sentence. */
const repeats = (text, sentence) => shareIn(shinglesOf(sentence), shinglesOf(text), () => 1) > REPEATED;

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
