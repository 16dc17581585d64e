// What answers a question: a sentence that editors named for it on one of the first pages, or a stretch of a page's text.

const OF_TEXT = 0.5; // the part of a question that is about its answer alone; the rest is about the page, or anything
const OF_PAGE = 0.7; // the part of that rest which is about the page
const UNSAID = 3e-4; // what is asked with a shingle that stands nowhere
const RANK = 20; // how much the place of a page counts, in logarithms of odds
const LIKELY = 0.6; // the probability from which an answer's page comes first
const ASKED = 6; // what it counts that the whole question is in the texts of an answer, in logarithms of odds
const CERTAIN = 6; // what its odds and that must make together before a sentence is shown as the answer
const LEAST = 0.2; // the share of the question from which a sentence has anything to do with it
const ODDS = 1e-6; // the least odds of all other answers
const REPEATED = 0.8; // the share of a sentence from which a text that says it makes showing it idle
const BESIDE = 12; // characters shown before the first word found

/** Which part of all shingles of some texts one is. */
const partsIn = (texts) => {
  const counts = new Map();
  const shingles = texts.flatMap((text) => shinglesOf(fold(asIndexed(text))));
  for (const one of shingles) counts.set(one, (counts.get(one) || 0) + 1);
  return (shingle) => (counts.get(shingle) || 0) / (shingles.length || 1);
};

/** What a page may answer with: its short answer, for questions about the whole page, or one of its sentences. */
const answersOf = ({ hit, questions, replies }) => [
  { hit, sentence: "", texts: [hit.answer, ...questions] },
  ...replies.map(([sentence, heading, anchor, asks]) => ({
    hit,
    sentence,
    heading,
    anchor,
    texts: [sentence, ...asks],
  })),
];

/**
 * What most likely answers a question, of some pages (with the questions, the sentences and the rank of each, 1 for the
 * first): its hit, with sentence, heading and anchor; without a sentence where the short answer of the page does. It is likely when its
 * page is the right one rather than another, and certain when it may be shown as the answer. Nothing, when there is nothing to
 * choose from. An answer is as likely as the question is, when its shingles are drawn from the texts of
 * the answer, of its page and of all pages (query likelihood with Jelinek-Mercer smoothing in two steps).
 * `benchmarks/search_replies.py` measures it on ways of asking left out.
 */
const answerTo = (pages, question) => {
  const typed = shinglesOf(question);
  const ofPages = pages.map((page) => {
    const answers = answersOf(page);
    return { rank: page.rank, answers, texts: [page.hit.title, ...answers.flatMap(({ texts }) => texts)] };
  });
  const anywhere = partsIn(ofPages.flatMap(({ texts }) => texts));
  const scored = ofPages.flatMap(({ rank, answers, texts }) => {
    const onPage = partsIn(texts);
    const rest = typed.map((one) => (1 - OF_TEXT) * (OF_PAGE * onPage(one) + (1 - OF_PAGE) * anywhere(one)) + UNSAID);
    return answers.map((answer) => {
      const said = partsIn(answer.texts);
      const score = typed.reduce((sum, one, i) => sum + Math.log(OF_TEXT * said(one) + rest[i]), RANK * rank);
      return { ...answer, score };
    });
  });
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one), { score: -Infinity });
  const odds = scored.reduce((sum, { score }) => sum + Math.exp(score - best.score), 0);
  if (!odds) return null;
  const share = shareAsked(best, typed, (one) => -Math.log(anywhere(one) + UNSAID));
  const isLikely = 1 / odds >= LIKELY;
  const isCertain = isLikely && ASKED * share - Math.log(odds - 1 + ODDS) > CERTAIN;
  return { ...best, sentence: share > LEAST ? best.sentence : "", isLikely, isCertain };
};

/** Which part of what the shingles of a question tell is in the texts of an answer. */
const shareAsked = ({ texts }, typed, told) => {
  const said = partsIn(texts);
  const sum = (shingles) => shingles.reduce((all, one) => all + told(one), 0);
  return sum(typed.filter(said)) / (sum(typed) || 1);
};

/** Whether a text says all but a little of a sentence. */
const repeats = (text, sentence) => {
  const [there, said] = [shinglesOf(text), shinglesOf(sentence)];
  return said.filter((one) => there.includes(one)).length > REPEATED * said.length;
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
