// What of a page answers a question: the section with its short answer and nearest sentence, or a stretch of its text.

const ENOUGH = 0.55; // the share of a question that a section must have to be shown as its answer
const BESIDE = 12; // characters shown before the first word found
const SENTENCE = /[^。！？；\n]+[。！？；]?/g;

/** How much of a question's characters a text has, as a share of what they weigh together. */
const shareIn = (text, weights, whole) => {
  let sum = 0;
  for (const [shingle, weight] of weights) if (text.includes(shingle)) sum += weight;
  return sum / (whole || 1);
};

/**
 * The section that answers a question: heading, short answer, anchor, and its sentence nearest to the question. Nothing,
 * when no section has enough of it. All comes from one section: an answer is never put together from two.
 */
const sectionFor = (texts, question, reader, pages) => {
  const weights = shinglesOf(question).map((shingle) => {
    const entry = reader.get(`${shingle}*`);
    return [
      shingle,
      rarityOf(entry ? decode(entry.rest).pages.length : 0, pages) * (shingle.length === 1 ? SINGLE : 1),
    ];
  });
  const whole = weights.reduce((sum, [, weight]) => sum + weight, 0);
  let best = null;
  for (const [heading, body, short, anchor] of texts) {
    if (!heading) continue;
    const said = foldInPlace(`${heading} ${short}`);
    const sentences = (body.match(SENTENCE) || []).map((sentence) => ({
      sentence,
      share: shareIn(foldInPlace(sentence), weights, whole),
    }));
    const nearest = sentences.reduce((one, other) => (other.share > one.share ? other : one), {
      sentence: "",
      share: 0,
    });
    const score = shareIn(said, weights, whole) * 1.2 + nearest.share;
    const share = shareIn(`${said} ${foldInPlace(nearest.sentence)}`, weights, whole);
    if (share >= ENOUGH && (!best || score > best.score))
      best = { score, heading, short, anchor, sentence: nearest.sentence.trim() };
  }
  return best;
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
