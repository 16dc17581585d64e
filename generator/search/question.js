// A question: cut with the index's own vocabulary, its typos forgiven, what it means and what of it is known.

// A number that somebody calls from: long, or short as services have them; not a date, not a sum of money (元, 块, 万).
const CALLER = /(^|[^a-z0-9.])([0-9]{7,}|(?:9[56]|1[02])[0-9]{3,4})(?![a-z0-9.\u5143\u5757\u4e07])/g;
const isDate = (digits) => /^(?:19|20)[0-9]{6}$/.test(digits);
const isRoundSum = (digits) => /000$/.test(digits) && !/^1[3-9][0-9]{9}$/.test(digits);
const GUESS = 0.8; // a word that sounds like what was typed
const NEAR = 0.6; // a word spelled nearly as typed
const SPELT = 0.9; // a word typed in letters
const LONGEST_QUESTION = 120; // characters; of a longer text only the beginning is searched
const SHORT_RUN = 4; // characters; at the end of a longer run one character is a word, not the beginning of one
const LONGEST_LOCAL = 6; // characters of a word of a place's own speech
const MOST_BEGUN = 16;
const MOST_BLOCKS = 40; // of the index, for one question; more say nothing new
const MOST_IN_HASTE = 6; // as many as a browser asks one host for at a time (HTTP/1.1); with the script, the root and two tables, ten files

/** A text with its characters of one list in place of those at the same places in another. */
const inForms = (text, [from, to]) =>
  [...text].map((one) => (from.includes(one) ? to[from.indexOf(one)] : one)).join("");

const NUMBERS = new RegExp(`[^${SHARED.last}]*[${SHARED.last}]`, "g");

/** Characters and, at the same places, their simplified forms, as numbers: how far from the one before, and from each other. */
const unpackedForms = (packed = "") => {
  const numbers = (packed.match(NUMBERS) || []).map((digits) =>
    [...digits].reduce((sum, one) => sum * 32 + digit(one), 0),
  );
  const [from, to] = [[], []];
  for (let i = 0, at = 0; i < numbers.length; i += 2) {
    const far = numbers[i + 1];
    at += numbers[i];
    from.push(at);
    to.push(at + (far % 2 ? -far - 1 : far) / 2);
  }
  return [from, to].map((codes) => String.fromCharCode(...codes));
};

/** The word of the standard language for each word of a place's own speech. */
const standardOf = (local) =>
  new Map(Object.keys(local).flatMap((word) => local[word].split(" ").map((other) => [other, word])));

/** A text with the words of a place's own speech in the standard language, the longest word first. */
const inStandard = (text, words) => {
  let said = "";
  for (let at = 0; at < text.length; ) {
    const from = at;
    const [word] = beginnings(text.slice(from), 1, LONGEST_LOCAL)
      .filter((part) => words.has(part))
      .slice(-1);
    said += word ? words.get(word) : text[from];
    at += word ? word.length : 1;
  }
  return said;
};

/** What a question's words turned out to be: what was put right, what else they mean, and how much of it is known. */
const blank = () => ({ runs: [], corrections: [], synonyms: [], seen: { typed: 0, known: 0, paired: 0, guessed: 0 } });

/** A number that is not one a caller has: a date, or a round sum of money. */
const isNoCaller = (digits) => isDate(digits) || isRoundSum(digits);

/** Each of some groups once, by its text. */
const eachOnce = (groups) => groups.filter(({ text: one }, i) => groups.findIndex((other) => other.text === one) === i);

/** A question to an index, with what is understood of it; one in haste asks for few files and guesses nothing. */
class Question {
  constructor(reader, inHaste) {
    this.reader = reader;
    this.root = reader.root;
    this.inHaste = inHaste;
    this.view = new View(reader);
    this.chinese = new Chinese(this.view);
    this.letters = new Letters(this.view);
    this.notes = blank();
  }

  /** A text in the characters of the index; only one that the index has nowhere may be another form of one it has. */
  async simplified(text) {
    if (this.inHaste || [...text].every((one) => !HAN.test(one) || this.view.get(`${one}*`))) return text;
    return inForms(text, await this.reader.part(this.root.forms));
  }

  /** A squeezed question without the words that say nothing; all of it, when nothing would be left. */
  strip(text) {
    const places = this.chinese.placesIgnored(text);
    return [...text].filter((_, i) => !places.has(i)).join("") || text;
  }

  /** The words that begin with a text and are longer. */
  beginning(text) {
    return this.view
      .startingWith(text, MOST_BEGUN)
      .filter(({ key, rest }) => rest !== undefined && !SHARED.marks.includes(key[key.length - 1]))
      .map(({ key }) => ({ entry: this.view.word(key), weight: PREFIX }));
  }

  async heardGroup(text, words, weight) {
    await this.view.fetchFor(words);
    return groupOf(
      text,
      words.map((heard, i) => ({ entry: this.view.word(heard), weight: weight / (1 + i * 0.15) })),
      { meant: words[0] },
    );
  }

  /** The group of one step of a cutting, if it has one. */
  groupOfStep(step, isLast, run) {
    if (step.entry) {
      if (step.entry.also.length) this.notes.synonyms.push([step.text, step.entry.also]);
      const choices = [{ entry: step.entry, weight: 1 }, ...(isLast ? this.beginning(step.text) : [])];
      return groupOf(step.text, choices, {
        parts: this.chinese.partsOf(step.text).map(({ key }) => this.view.word(key)),
      });
    }
    if (step.guess) {
      this.notes.corrections.push([step.text, step.guess[0]]);
      return groupOf(
        step.text,
        step.guess.map((heard) => ({ entry: this.view.word(heard), weight: GUESS })),
        { meant: step.guess[0] },
      );
    }
    const isBegun = step.lone && isLast && !step.ignored && (run.length - step.from > 1 || run.length <= SHORT_RUN);
    return isBegun ? groupOf(run.slice(step.from), this.beginning(run.slice(step.from))) : null;
  }

  async chineseGroups(run, isEnd) {
    const { seen } = this.notes;
    const steps = await this.chinese.cut(run, !this.inHaste);
    for (const step of steps) {
      if (step.empty || step.ignored || !this.view.isAsked(step.text)) continue;
      const length = step.to - step.from;
      seen.typed += length;
      if (step.entry && !step.entry.aside) seen.known += length;
      if (step.pair) seen.paired += length;
      if (step.guess) seen.guessed += length;
    }
    const groups = steps.map((step) => this.groupOfStep(step, isEnd && step.to === run.length, run));
    return groups.filter((group) => group?.choices.length);
  }

  /**
   * Letters that are no word here: as pinyin, as the beginning of pinyin, or misspelt.
   * @returns {Promise<any[]>}
   */
  async guessedGroups(run, isEnd) {
    const spoken = await this.letters.spoken(run);
    if (spoken.length) return Promise.all(spoken.map(({ text, words }) => this.heardGroup(text, words, SPELT)));
    const begun = isEnd ? this.letters.begun(run) : [];
    if (begun.length) return [await this.heardGroup(run, begun, PREFIX)];
    const { words, entries } = await this.letters.misspelt(run);
    if (words.length) return [await this.heardGroup(run, words, NEAR)];
    const choices = entries.map(({ key }) => ({ entry: this.view.word(key), weight: NEAR }));
    return choices.length ? [groupOf(run, choices, { meant: entries[0].key })] : [];
  }

  async latinGroups(run, isEnd) {
    const { seen } = this.notes;
    const entry = this.view.word(run);
    const longer = isEnd ? this.beginning(run) : [];
    seen.typed += run.length;
    if (entry && !entry.aside) seen.known += run.length;
    if (entry) return [groupOf(run, [{ entry, weight: 1 }, ...longer])];
    const guessed = !this.inHaste && /^[a-z]/.test(run) ? await this.guessedGroups(run, isEnd) : [];
    if (guessed.length) seen.guessed += run.length;
    if (guessed.length) this.notes.corrections.push([run, guessed.map(({ meant }) => meant).join("")]);
    return guessed.length || !longer.length ? guessed : [groupOf(run, longer)];
  }

  /** Syllables typed with spaces between them belong together. */
  joined(runs) {
    const isOpen = (run) => /^[a-z]+$/.test(run) && !this.view.word(run);
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
    await this.view.fetchFor([], characters);
    return characters.map((one) => groupOf(one, this.beginning(one))).filter(({ choices }) => choices.length);
  }

  /** A question with what the editors say to look for in place of a number that is nowhere here, such as a caller's. */
  withoutUnknown(text) {
    return text.replace(CALLER, (all, before, digits) => {
      const isKnown = this.view.word(digits) || this.view.startingWith(digits, 1).length > 0;
      if (!this.root.number || isKnown || isNoCaller(digits)) return all;
      this.notes.corrections.push([digits, this.root.number]);
      return before + this.root.number;
    });
  }

  /** Have everything ready that a question is likely to need, so that it comes in one wave; only guesses need more. */
  prepare(text) {
    const runs = runsIn(text);
    const spelt = runs.filter((run) => !HAN.test(run));
    // Syllables that stand apart may belong together.
    const words = [...new Set(spelt.flatMap((run, i) => [run, spelt.slice(0, i + 1).join("")]))];
    const sounds = words
      .filter((run) => /^[a-z]/.test(run))
      .flatMap((run) => [`${blur(run)}~`, ...this.letters.soundKeys(run)]);
    const keys = words.flatMap((run) => [run, `${run}*`, `${run}=`]);
    if (this.inHaste) return this.view.fetchBest(text, keys, [], MOST_IN_HASTE);
    // The last word may be the beginning of a longer one.
    const prefixes = HAN.test(text.slice(-1)) ? [] : words.flatMap((run) => [run, blur(run)]);
    const heard = sounds.length ? this.reader.part(this.root.sounds) : null;
    return Promise.all([this.speech(), heard, this.view.fetchBest(text, [...keys, ...sounds], prefixes, MOST_BLOCKS)]);
  }

  /** How people speak in other places, and what questions about the subject sound like. */
  speech() {
    return this.reader.part(this.root.speech);
  }

  /** A readable text in the standard language; one in haste stays as it is. */
  async standard(text) {
    if (this.inHaste) return text;
    const said = inStandard(text, standardOf((await this.speech()).local));
    if (said !== text) await this.prepare(said);
    return said;
  }

  /** The groups of a question's words, each word once. */
  async understand(text, wanted) {
    const runs = this.joined(runsIn(text));
    this.notes.runs = runs;
    const groups = [];
    for (const [i, run] of runs.entries()) {
      if (!wanted()) return null;
      const isEnd = i === runs.length - 1;
      groups.push(...(await (HAN.test(run) ? this.chineseGroups(run, isEnd) : this.latinGroups(run, isEnd))));
    }
    return eachOnce(groups.length || this.inHaste ? groups : await this.loneGroups(runs));
  }

  /** A folded question as it is searched: in the characters of the index, cut apart, without numbers that are unknown. */
  async readable(folded) {
    const written = folded.slice(0, LONGEST_QUESTION);
    await this.prepare(written);
    const changes = [
      (text) => this.simplified(text),
      (text) => apart(text, (run) => this.view.word(run) !== null),
      (text) => this.withoutUnknown(text),
    ];
    let text = written;
    for (const change of changes) {
      const changed = await change(text);
      if (changed !== text) await this.prepare(changed);
      text = changed;
    }
    return text;
  }
}
