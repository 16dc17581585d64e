// The search engine: ranks pages for a question and shows what answers it. It touches no page and fetches nothing by itself:
// `load(name)` gives a file of the index, or a promise of it. Runs in browsers and in V8 alone.

const LONGEST_CRY = 24; // characters, a word of letters as one; a longer text that sounds like distress tells of a matter, too
const SURE = 28; // steps of evidence beyond those that show the help card, from which the results change, too
const USUAL = 6; // what has been learnt speaks so much for a usual question; in haste it is not loaded
const CONSIDERED = 3; // first pages whose sentences may answer
const NEAREST = 3; // pages shown when the question is about something that is not here

/** The words to mark in what is shown. */
const wordsOf = (groups) => {
  const shown = ({ text, choices }) => [
    text,
    ...choices.flatMap(({ weight, entry }) => (weight > PREFIX ? [entry.key, ...entry.also] : [])),
  ];
  return [...new Set(groups.flatMap(shown))];
};

/** The words of the part of a question that fewest pages have. */
const rarestOf = (groups) => {
  const rarest = groups.reduce((one, other) => (!one || other.worth > one.worth ? other : one), null);
  return rarest ? wordsOf([rarest]) : [];
};

/** The length of a folded text in characters, a word of letters or a number as one. */
const lengthSaid = (folded) => runsIn(folded).reduce((sum, run) => sum + (HAN.test(run) ? run.length : 1), 0);

/** An engine over an index that `load` gives file by file; `help` has what hears distress. */
class Engine {
  constructor(load, help) {
    this.help = { ...help, weights: unpacked(help.weights), forms: unpackedForms(help.forms) };
    this.reader = new Reader(load);
    this.root = null;
  }

  /** The root of the index, with the labels of the sections, once it is there. */
  async start() {
    this.root = await this.reader.start();
    return this.root;
  }

  sectionOf(page) {
    let first = 0;
    for (const [label, count] of this.root.sections) {
      first += count;
      if (page < first) return label;
    }
    return "";
  }

  /** The places of the best pages of a section (empty: all), best first. */
  rank(scores, section) {
    return [...scores.pages]
      .filter(([page]) => !section || this.sectionOf(page) === section)
      .sort((a, b) => b[1].score - a[1].score || a[0] - b[0]);
  }

  async hitOf([page, { score, why }]) {
    const [address, title, answer, label] = await this.reader.row(page);
    return { page, address, title, answer, label: this.root.labels[label], score, why };
  }

  /** The texts of a page, each with its heading. */
  async textsOf(page) {
    return (await this.reader.part((await this.reader.row(page))[4]))[page % this.root.texts];
  }

  /** The scores of all pages for some groups and a question as it was typed, said and meant, and how much it is worth. */
  scored(asked, groups, { typed, text, meant }) {
    const scores = new Scores();
    const worth = scores.addGroups(groups);
    const likeness = scores.addLikeness(typed === text ? meant : `${meant} ${typed}`, asked.view, this.root.pages);
    for (const phrase of new Set([asked.strip(squeeze(text)), asked.strip(squeeze(meant))]))
      scores.lift(phrase, asked.view, worth);
    return { scores, worth, likeness };
  }

  /** Whether a question is about something that is here at all; in haste, without what has been learnt. */
  async isHere(asked, meant, { scores, worth, likeness }) {
    return isAbout({
      ...asked.notes.seen,
      likeness,
      share: scores.shareOf(scores.first),
      worth,
      subject: this.root.subject.some((word) => meant.includes(word)),
      learnt: asked.inHaste ? USUAL : evidenceOf(meant, (await asked.speech()).about),
    });
  }

  /** Whether a question sounds like distress, by so many steps more than enough; nothing has to be loaded to tell. */
  isDistress(question, more = 0) {
    return hears(this.help, inForms(fold(question), this.help.forms), more);
  }

  /** Whether a question has a word of danger right now, outside of words that only look like it. */
  isDanger(question) {
    const { danger, notDanger, forms } = this.help;
    const said = notDanger.reduce((text, word) => text.split(word).join(" "), squeeze(inForms(fold(question), forms)));
    return danger.some((word) => said.includes(word));
  }

  /** Puts a page of help first (or second), where what is asked surely sounds like distress or leads there; whether it did. */
  raiseHelp(question, scores, { isSure, isHere, asSecond }) {
    const isDanger = this.isDanger(question) && this.isDistress(question);
    const leadsThere = isDanger ? scores.isNear(this.root.urgent) : scores.isClearly(this.root.grave);
    const isGrave = isSure || (isHere && leadsThere);
    if (isGrave) scores.raise(this.root.grave, this.root.urgent, asSecond, isDanger);
    return isGrave;
  }

  /**
   * The best pages for a question, why, what was understood, whether it sounds like distress, and whether it is about
   * something that is here at all. In haste, what can be told from few files; then the same question is to be asked again.
   * Nothing, as soon as `wanted` says that the question has been overtaken by another.
   */
  async search(
    question,
    { limit = 10, section = "", inHaste = false, wanted = /** @type {() => boolean} */ (() => true) } = {},
  ) {
    await this.start();
    const asked = new Question(this.reader, inHaste);
    const folded = fold(question);
    const typed = await asked.readable(folded);
    const text = await asked.standard(typed);
    const groups = await asked.understand(text, wanted);
    if (!groups) return null;
    const { runs, corrections, synonyms } = asked.notes;
    const meant = corrections.reduce((said, [run, word]) => said.split(run).join(word), runs.join(" "));
    if (corrections.length) await asked.prepare(meant);
    const found = this.scored(asked, groups, { typed, text, meant });
    const [isSure, isAboutThis] = [this.isDistress(question, SURE), await this.isHere(asked, meant, found)];
    const isHere = isSure || isAboutThis;
    // The help card is above either; a story's matter comes before the page of help.
    const asSecond = isAboutThis && lengthSaid(folded) > LONGEST_CRY;
    const isGrave = this.raiseHelp(question, found.scores, { isSure, isHere, asSecond });
    const ranked = this.rank(found.scores, section);
    const shown = ranked.slice(0, isHere ? limit : Math.min(limit, NEAREST));
    const hits = wanted() && (await Promise.all(shown.map((place) => this.hitOf(place))));
    if (!wanted()) return null;
    const distress = isGrave || this.isDistress(question);
    const isCut = folded.length > LONGEST_QUESTION;
    const [words, rarest, total] = [wordsOf(groups), rarestOf(groups), ranked.length];
    return { question, hits, total, distress, isHere, isCut, corrections, synonyms, words, rarest, understood: meant };
  }

  /** The questions for a page as a whole, and its sentences that answer questions. */
  async repliesOf(page) {
    const file = (await this.reader.row(page))[5];
    return file ? (await this.reader.part(file))[page % this.root.texts] : [[], []];
  }

  /**
   * What was found with its most likely answer first, and the sentence if that is one: as `reply` if it is certain enough, as
   * `passage` where it is only the likeliest on the first page.
   * Where there may be distress, only a page for that comes before the page that is first, and no sentence is shown: out of its page
   * one may be the wrong thing to do.
   */
  async answered(found) {
    const near = found.isHere ? found.hits.slice(0, CONSIDERED) : [];
    const ask = async (hit) => {
      const [questions, replies] = await this.repliesOf(hit.page);
      return { hit, rank: hit.score / found.hits[0].score, questions, replies };
    };
    const answer = answerTo(await Promise.all(near.map(ask)), found.understood);
    const mayLead = (hit) => !found.distress || hit === near[0] || this.root.urgent.includes(hit.page);
    if (!answer) return found;
    const hits = answer.isLikely && mayLead(answer.hit) ? [...new Set([answer.hit, ...found.hits])] : found.hits;
    if (found.distress || !answer.sentence || answer.hit !== hits[0]) return { ...found, hits };
    return { ...found, hits, [answer.isCertain ? "reply" : "passage"]: answer };
  }

  /** The stretch of a page that shows most of the words, with the heading above it; nothing when none is there. */
  async excerpt(page, words, length = 64) {
    await this.start();
    return excerptOf(await this.textsOf(page), words, length);
  }
}
