// The search engine: cuts a question with the index's own vocabulary, forgives typos, ranks. It touches no page and
// fetches nothing by itself: `load(name)` gives a file of the index, or a promise of it. Runs in browsers and in V8 alone.

// A number that somebody calls from: long, or short as services have them; not a date, not a sum of money (元, 块, 万).
const CALLER = /(^|[^a-z0-9.])([0-9]{7,}|(?:9[56]|1[02])[0-9]{3,4})(?![a-z0-9.\u5143\u5757\u4e07])/g;
const isDate = (digits) => /^(?:19|20)[0-9]{6}$/.test(digits);
const isRoundSum = (digits) => /000$/.test(digits) && !/^1[3-9][0-9]{9}$/.test(digits);
const GUESS = 0.8; // a word that sounds like what was typed
const NEAR = 0.6; // a word spelled nearly as typed
const SPELT = 0.9; // a word typed in letters
const HELP_FIRST = 1; // so many pages of help come first, below the help card, when a question sounds like distress; then what was asked for
const SURE = 2; // steps of evidence beyond those that show the help card, from which the results change, too
const LONGEST_QUESTION = 60; // characters; of a longer text only the beginning is searched
const SHORT_RUN = 4; // characters; at the end of a longer run one character is a word, not the beginning of one
const MOST_BEGUN = 16;
const NEAREST = 3; // pages shown when the question is about something that is not here

/** A text with its characters of one list in place of those at the same places in another. */
const inForms = (text, [from, to]) =>
  [...text].map((one) => (from.includes(one) ? to[from.indexOf(one)] : one)).join("");

/** What a question's words turned out to be: what was put right, what else they mean, and how much of it is known. */
const blank = () => ({ corrections: [], synonyms: [], seen: { typed: 0, known: 0, paired: 0, guessed: 0 } });

/** A number that is not one a caller has: a date, or a round sum of money. */
const isNoCaller = (digits) => isDate(digits) || isRoundSum(digits);

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

/** Each of some groups once, by its text. */
const eachOnce = (groups) => groups.filter(({ text: one }, i) => groups.findIndex((other) => other.text === one) === i);

/** An engine over an index that `load` gives file by file; `help` has what hears distress. */
class Engine {
  constructor(load, help) {
    this.help = help;
    this.reader = new Reader(load);
    this.root = null;
  }

  /** The root of the index, with the labels of the sections; then what understands questions with its words is there. */
  async start() {
    const root = await this.reader.start();
    if (!this.root) {
      this.root = root;
      this.chinese = new Chinese(this.reader, root);
      this.letters = new Letters(this.reader, root);
    }
    return root;
  }

  /** A text in the characters of the index; only one that the index has nowhere may be another form of one it has. */
  async simplified(text) {
    if ([...text].every((one) => !HAN.test(one) || this.reader.get(`${one}*`))) return text;
    return inForms(text, await this.reader.part(this.root.forms));
  }

  /** A squeezed question without the words that say nothing; all of it, when nothing would be left. */
  strip(text) {
    const places = this.chinese.placesIgnored(text);
    return [...text].filter((_, i) => !places.has(i)).join("") || text;
  }

  /** The words that begin with a text and are longer. */
  beginning(text) {
    return this.reader
      .startingWith(text, MOST_BEGUN)
      .filter(({ key, rest }) => rest !== undefined && !SHARED.marks.includes(key[key.length - 1]))
      .map(({ key }) => ({ entry: this.reader.word(key), weight: PREFIX }));
  }

  async heardGroup(text, words, weight) {
    await this.reader.fetchFor(words);
    return groupOf(
      text,
      words.map((heard, i) => ({ entry: this.reader.word(heard), weight: weight / (1 + i * 0.15) })),
      { meant: words[0] },
    );
  }

  /** The group of one step of a cutting, if it has one. */
  groupOfStep(step, isLast, run, notes) {
    if (step.entry) {
      if (step.entry.also.length) notes.synonyms.push([step.text, step.entry.also]);
      const choices = [{ entry: step.entry, weight: 1 }, ...(isLast ? this.beginning(step.text) : [])];
      return groupOf(step.text, choices, {
        parts: this.chinese.partsOf(step.text).map(({ key }) => this.reader.word(key)),
      });
    }
    if (step.guess) {
      notes.corrections.push([step.text, step.guess[0]]);
      return groupOf(
        step.text,
        step.guess.map((heard) => ({ entry: this.reader.word(heard), weight: GUESS })),
        { meant: step.guess[0] },
      );
    }
    const isBegun = step.lone && isLast && !step.ignored && (run.length - step.from > 1 || run.length <= SHORT_RUN);
    return isBegun ? groupOf(run.slice(step.from), this.beginning(run.slice(step.from))) : null;
  }

  async chineseGroups(run, isEnd, notes) {
    const steps = await this.chinese.cut(run);
    for (const step of steps) {
      if (step.empty || step.ignored) continue;
      const length = step.to - step.from;
      notes.seen.typed += length;
      if (step.entry && !step.entry.aside) notes.seen.known += length;
      if (step.pair) notes.seen.paired += length;
      if (step.guess) notes.seen.guessed += length;
    }
    const groups = steps.map((step) => this.groupOfStep(step, isEnd && step.to === run.length, run, notes));
    return groups.filter((group) => group?.choices.length);
  }

  /**
   * Letters that are no word here: as pinyin, as the beginning of pinyin, or misspelt.
   * @returns {Promise<any[]>}
   */
  async guessedGroups(run, isEnd) {
    const spoken = this.letters.spoken(run);
    if (spoken.length) return Promise.all(spoken.map(({ text, words }) => this.heardGroup(text, words, SPELT)));
    const begun = isEnd ? this.letters.begun(run) : [];
    if (begun.length) return [await this.heardGroup(run, begun, PREFIX)];
    const { words, entries } = await this.letters.misspelt(run);
    if (words.length) return [await this.heardGroup(run, words, NEAR)];
    const choices = entries.map(({ key }) => ({ entry: this.reader.word(key), weight: NEAR }));
    return choices.length ? [groupOf(run, choices, { meant: entries[0].key })] : [];
  }

  async latinGroups(run, isEnd, notes) {
    const entry = this.reader.word(run);
    const longer = isEnd ? this.beginning(run) : [];
    notes.seen.typed += run.length;
    if (entry && !entry.aside) notes.seen.known += run.length;
    if (entry) return [groupOf(run, [{ entry, weight: 1 }, ...longer])];
    const guessed = /^[a-z]/.test(run) ? await this.guessedGroups(run, isEnd) : [];
    if (guessed.length) notes.seen.guessed += run.length;
    if (guessed.length) notes.corrections.push([run, guessed.map(({ meant }) => meant).join("")]);
    return guessed.length || !longer.length ? guessed : [groupOf(run, longer)];
  }

  /** Syllables typed with spaces between them belong together. */
  joined(runs) {
    const isOpen = (run) => /^[a-z]+$/.test(run) && !this.reader.word(run);
    return runs.reduce((found, run) => {
      const before = found[found.length - 1];
      return before && isOpen(run) && isOpen(before) ? [...found.slice(0, -1), before + run] : [...found, run];
    }, []);
  }

  /** Where no word was found: words that begin with each character. */
  async loneGroups(runs) {
    const characters = runs
      .filter((run) => HAN.test(run))
      .flatMap((run) => {
        const places = this.chinese.placesIgnored(run);
        return [...run].filter((one, i) => !places.has(i) && !this.chinese.isEmpty(one));
      });
    await this.reader.fetchFor([], characters);
    return characters.map((one) => groupOf(one, this.beginning(one))).filter(({ choices }) => choices.length);
  }

  /** A question with what the editors say to look for in place of a number that is nowhere here, such as a caller's. */
  withoutUnknown(text, notes) {
    return text.replace(CALLER, (all, before, digits) => {
      const isKnown = this.reader.word(digits) || this.reader.startingWith(digits, 1).length > 0;
      if (!this.root.number || isKnown || isNoCaller(digits)) return all;
      notes.corrections.push([digits, this.root.number]);
      return before + this.root.number;
    });
  }

  /** The beginnings that the last word of a question may have. */
  prefixesOf(last, words) {
    if (!HAN.test(last)) return words.flatMap((run) => [run, blur(run)]);
    const ends = [...last].map((_, i) => last.slice(i));
    return ends.filter((end) => end.length <= this.root.word && !this.chinese.isEmpty(end));
  }

  /** Have everything ready that a question is likely to need, so that it comes in one wave; only guesses need more. */
  async prepare(text) {
    const runs = runsIn(text);
    const spelt = runs.filter((run) => !HAN.test(run));
    // Syllables that stand apart may belong together.
    const words = [...new Set(spelt.flatMap((run, i) => [run, spelt.slice(0, i + 1).join("")]))];
    const sounds = words
      .filter((run) => /^[a-z]/.test(run))
      .flatMap((run) => [`${blur(run)}~`, ...this.letters.soundKeys(run)]);
    const windows = runs.filter((run) => HAN.test(run)).flatMap((run) => stretches(run, 2, this.root.word));
    // The last word may be the beginning of a longer one.
    const prefixes = this.prefixesOf(runs.length ? runs[runs.length - 1] : "", words);
    const phrase = squeeze(text);
    const titles = [phrase, ...titlesIn(phrase)].map((title) => `${title}=`);
    const shingles = shinglesOf(text).map((shingle) => `${shingle}*`);
    await this.reader.fetchFor(
      [...words, ...sounds, ...windows, ...titles, ...shingles],
      [...prefixes, phrase].filter(Boolean),
    );
  }

  /** The groups of a question's words, each word once. */
  async understand(text, notes, wanted) {
    const runs = this.joined(runsIn(text));
    const groups = [];
    for (const [i, run] of runs.entries()) {
      if (!wanted()) return null;
      const isEnd = i === runs.length - 1;
      groups.push(
        ...(await (HAN.test(run) ? this.chineseGroups(run, isEnd, notes) : this.latinGroups(run, isEnd, notes))),
      );
    }
    return eachOnce(groups.length ? groups : await this.loneGroups(runs));
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

  /** A folded question as it is searched: in the characters of the index, cut apart, without numbers that are unknown. */
  async readable(folded, notes) {
    const written = folded.slice(0, LONGEST_QUESTION);
    await this.prepare(written);
    const changes = [
      (text) => this.simplified(text),
      (text) => apart(text, (run) => this.reader.word(run) !== null),
      (text) => this.withoutUnknown(text, notes),
    ];
    let text = written;
    for (const change of changes) {
      const changed = await change(text);
      if (changed !== text) await this.prepare(changed);
      text = changed;
    }
    return text;
  }

  /** The scores of all pages for some groups and a question as it was typed and as it is meant, and how much it is worth. */
  scored(groups, text, meant) {
    const scores = new Scores();
    const worth = scores.addGroups(groups);
    const likeness = scores.addLikeness(meant, this.reader, this.root.pages);
    for (const phrase of new Set([this.strip(squeeze(text)), this.strip(squeeze(meant))]))
      scores.lift(phrase, this.reader, worth);
    return { scores, worth, likeness };
  }

  /** Whether a question is about something that is here at all. */
  isHere(meant, seen, { scores, worth, likeness }) {
    const names = [squeeze(meant), ...titlesIn(squeeze(meant))].filter((name) => this.reader.get(`${name}=`));
    return isAbout({
      ...seen,
      likeness,
      share: scores.shareOf(scores.first),
      worth,
      name: longest(names),
      subject: this.root.subject.some((word) => meant.includes(word)),
      learnt: evidenceOf(meant, this.root.about),
    });
  }

  /** Whether a question sounds like distress, by so many steps more than enough; nothing has to be loaded to tell. */
  isDistress(question, more = 0) {
    return hears(this.help, inForms(fold(question), this.help.forms), more);
  }

  /**
   * The best pages for a question, why, what was understood, whether it sounds like distress, and whether it is about
   * something that is here at all. Nothing, as soon as `wanted` says that the question has been overtaken by another.
   */
  async search(question, { limit = 10, section = "", wanted = /** @type {() => boolean} */ (() => true) } = {}) {
    await this.start();
    const notes = blank();
    const folded = fold(question);
    const text = await this.readable(folded, notes);
    const groups = await this.understand(text, notes, wanted);
    if (!groups) return null;
    const { corrections, synonyms, seen } = notes;
    const meant = corrections.reduce((said, [run, word]) => said.split(run).join(word), text);
    if (meant !== text) await this.prepare(meant);
    const found = this.scored(groups, text, meant);
    const isSure = this.isDistress(question, SURE);
    const isHere = isSure || this.isHere(meant, seen, found);
    const isGrave = isSure || (isHere && found.scores.isClearly(this.root.grave));
    if (isGrave) found.scores.raise(this.root.urgent, HELP_FIRST);
    const ranked = this.rank(found.scores, section);
    const shown = ranked.slice(0, isHere ? limit : Math.min(limit, NEAREST));
    const hits = await Promise.all(shown.map((place) => this.hitOf(place)));
    if (!wanted()) return null;
    const distress = isGrave || this.isDistress(question);
    const isCut = folded.length > LONGEST_QUESTION;
    const [words, rarest, total] = [wordsOf(groups), rarestOf(groups), ranked.length];
    return { question, hits, total, distress, isHere, isCut, corrections, synonyms, words, rarest, understood: meant };
  }

  /** The sentence of a page that answers a question as it was understood; nothing when none does. */
  async reply(page, understood) {
    await this.start();
    const file = (await this.reader.row(page))[5];
    return file ? replyTo((await this.reader.part(file))[page % this.root.texts], understood) : null;
  }

  /** The stretch of a page that shows most of the words, with the heading above it; nothing when none is there. */
  async excerpt(page, words, length = 64) {
    await this.start();
    return excerptOf(await this.textsOf(page), words, length);
  }
}
