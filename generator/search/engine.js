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

/** An engine over an index that `load` gives file by file; `help` has what hears distress. */
const createEngine = (load, help) => {
  const reader = createReader(load);
  let tools = null;

  /** The root of the index, and what understands questions with its words. */
  const start = async () => {
    const root = await reader.start();
    if (!tools) tools = { root, chinese: createChinese(reader, root), letters: createLetters(reader, root) };
    return tools;
  };

  /** A text in the characters of the index; only one that the index has nowhere may be another form of one it has. */
  const simplified = async (text, { root }) => {
    if ([...text].every((one) => !HAN.test(one) || reader.get(`${one}*`))) return text;
    return inForms(text, await reader.part(root.forms));
  };

  /** A squeezed question without the words that say nothing; all of it, when nothing would be left. */
  const strip = (text, { chinese }) => {
    const places = chinese.placesIgnored(text);
    return [...text].filter((_, i) => !places.has(i)).join("") || text;
  };

  /** The words that begin with a text and are longer. */
  const beginning = (text) =>
    reader
      .startingWith(text, MOST_BEGUN)
      .filter(({ key, rest }) => rest !== undefined && !SHARED.marks.includes(key[key.length - 1]))
      .map(({ key }) => ({ entry: reader.word(key), weight: PREFIX }));

  const heardGroup = async (text, words, weight) => {
    await reader.fetchFor(words);
    return groupOf(
      text,
      words.map((heard, i) => ({ entry: reader.word(heard), weight: weight / (1 + i * 0.15) })),
      { meant: words[0] },
    );
  };

  /** The group of one step of a cutting, if it has one. */
  const groupOfStep = (step, isLast, run, { chinese }, notes) => {
    if (step.entry) {
      if (step.entry.also.length) notes.synonyms.push([step.text, step.entry.also]);
      const choices = [{ entry: step.entry, weight: 1 }, ...(isLast ? beginning(step.text) : [])];
      return groupOf(step.text, choices, { parts: chinese.partsOf(step.text).map(({ key }) => reader.word(key)) });
    }
    if (step.guess) {
      notes.corrections.push([step.text, step.guess[0]]);
      return groupOf(
        step.text,
        step.guess.map((heard) => ({ entry: reader.word(heard), weight: GUESS })),
        { meant: step.guess[0] },
      );
    }
    const isBegun = step.lone && isLast && !step.ignored && (run.length - step.from > 1 || run.length <= SHORT_RUN);
    return isBegun ? groupOf(run.slice(step.from), beginning(run.slice(step.from))) : null;
  };

  const chineseGroups = async (run, isEnd, given, notes) => {
    const steps = await given.chinese.cut(run);
    for (const step of steps) {
      if (step.empty || step.ignored) continue;
      const length = step.to - step.from;
      notes.seen.typed += length;
      if (step.entry && !step.entry.aside) notes.seen.known += length;
      if (step.pair) notes.seen.paired += length;
      if (step.guess) notes.seen.guessed += length;
    }
    const groups = steps.map((step) => groupOfStep(step, isEnd && step.to === run.length, run, given, notes));
    return groups.filter((group) => group?.choices.length);
  };

  /** Letters that are no word here: as pinyin, as the beginning of pinyin, or misspelt. */
  const guessedGroups = async (run, isEnd, { letters }) => {
    const spoken = letters.spoken(run);
    if (spoken.length) return Promise.all(spoken.map(({ text, words }) => heardGroup(text, words, SPELT)));
    const begun = isEnd ? letters.begun(run) : [];
    if (begun.length) return [await heardGroup(run, begun, PREFIX)];
    const { words, entries } = await letters.misspelt(run);
    if (words.length) return [await heardGroup(run, words, NEAR)];
    const choices = entries.map(({ key }) => ({ entry: reader.word(key), weight: NEAR }));
    return choices.length ? [groupOf(run, choices, { meant: entries[0].key })] : [];
  };

  const latinGroups = async (run, isEnd, given, notes) => {
    const entry = reader.word(run);
    const longer = isEnd ? beginning(run) : [];
    notes.seen.typed += run.length;
    if (entry && !entry.aside) notes.seen.known += run.length;
    if (entry) return [groupOf(run, [{ entry, weight: 1 }, ...longer])];
    const guessed = /^[a-z]/.test(run) ? await guessedGroups(run, isEnd, given) : [];
    if (guessed.length) notes.seen.guessed += run.length;
    if (guessed.length) notes.corrections.push([run, guessed.map(({ meant }) => meant).join("")]);
    return guessed.length || !longer.length ? guessed : [groupOf(run, longer)];
  };

  /** Syllables typed with spaces between them belong together. */
  const joined = (runs) =>
    runs.reduce((found, run) => {
      const before = found[found.length - 1];
      const belong =
        before && /^[a-z]+$/.test(run) && /^[a-z]+$/.test(before) && !reader.word(run) && !reader.word(before);
      return belong ? [...found.slice(0, -1), before + run] : [...found, run];
    }, []);

  /** Where no word was found: words that begin with each character. */
  const loneGroups = async (runs, { chinese }) => {
    const characters = runs
      .filter((run) => HAN.test(run))
      .flatMap((run) => {
        const places = chinese.placesIgnored(run);
        return [...run].filter((one, i) => !places.has(i) && !chinese.isEmpty(one));
      });
    await reader.fetchFor([], characters);
    return characters.map((one) => groupOf(one, beginning(one))).filter(({ choices }) => choices.length);
  };

  /** A question with what the editors say to look for in place of a number that is nowhere here, such as a caller's. */
  const withoutUnknown = (text, { root }, notes) =>
    text.replace(CALLER, (all, before, digits) => {
      const isKnown = reader.word(digits) || reader.startingWith(digits, 1).length > 0;
      if (!root.number || isKnown || isDate(digits) || isRoundSum(digits)) return all;
      notes.corrections.push([digits, root.number]);
      return before + root.number;
    });

  /** Have everything ready that a question is likely to need, so that it comes in one wave; only guesses need more. */
  const prepare = async (text, { root, chinese, letters }) => {
    const runs = runsIn(text);
    const spelt = runs.filter((run) => !HAN.test(run));
    // Syllables that stand apart may belong together.
    const words = [...new Set(spelt.flatMap((run, i) => [run, spelt.slice(0, i + 1).join("")]))];
    const sounds = words
      .filter((run) => /^[a-z]/.test(run))
      .flatMap((run) => [`${blur(run)}~`, ...letters.soundKeys(run)]);
    const windows = runs.filter((run) => HAN.test(run)).flatMap((run) => stretches(run, 2, root.word));
    // The last word may be the beginning of a longer one.
    const last = runs.length ? runs[runs.length - 1] : "";
    const ends = [...last]
      .map((_, i) => last.slice(i))
      .filter((end) => end.length <= root.word && !chinese.isEmpty(end));
    const prefixes = HAN.test(last) ? ends : words.flatMap((run) => [run, blur(run)]);
    const phrase = squeeze(text);
    const titles = [phrase, ...titlesIn(phrase)].map((title) => `${title}=`);
    const shingles = shinglesOf(text).map((shingle) => `${shingle}*`);
    await reader.fetchFor(
      [...words, ...sounds, ...windows, ...titles, ...shingles],
      [...prefixes, phrase].filter(Boolean),
    );
  };

  /** The groups of a question's words, each word once. */
  const understand = async (text, given, notes, wanted) => {
    const runs = joined(runsIn(text));
    const groups = [];
    for (const [i, run] of runs.entries()) {
      if (!wanted()) return null;
      groups.push(...(await (HAN.test(run) ? chineseGroups : latinGroups)(run, i === runs.length - 1, given, notes)));
    }
    const found = groups.length ? groups : await loneGroups(runs, given);
    return found.filter(({ text: one }, i) => found.findIndex((other) => other.text === one) === i);
  };

  const sectionOf = (page, { root }) => {
    let first = 0;
    for (const [label, count] of root.sections) {
      first += count;
      if (page < first) return label;
    }
    return "";
  };

  /** The places of the best pages of a section (empty: all), best first. */
  const rank = (scores, section, given) =>
    [...scores.pages]
      .filter(([page]) => !section || sectionOf(page, given) === section)
      .sort((a, b) => b[1].score - a[1].score || a[0] - b[0]);

  const hitOf = async ([page, { score, why }], { root }) => {
    const [address, title, answer, label] = await reader.row(page);
    return { page, address, title, answer, label: root.labels[label], score, why };
  };

  /** The texts of a page, each with its heading. */
  const textsOf = async (page, root) => (await reader.part((await reader.row(page))[4]))[page % root.texts];

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

  return {
    /** The root of the index, with the labels of the sections. */
    start: async () => (await start()).root,

    /** Whether a question sounds like distress, by so many steps more than enough; nothing has to be loaded to tell. */
    isDistress(question, more = 0) {
      return hears(help, inForms(fold(question), help.forms), more);
    },

    /**
     * The best pages for a question, why, what was understood, whether it sounds like distress, and whether it is about
     * something that is here at all. Nothing, as soon as `wanted` says that the question has been overtaken by another.
     */
    async search(question, { limit = 10, section = "", wanted = /** @type {() => boolean} */ (() => true) } = {}) {
      const given = await start();
      const isSure = this.isDistress(question, SURE);
      const notes = { corrections: [], synonyms: [], seen: { typed: 0, known: 0, paired: 0, guessed: 0 } };
      const folded = fold(question);
      const written = folded.slice(0, LONGEST_QUESTION);
      await prepare(written, given);
      const whole = await simplified(written, given);
      if (whole !== written) await prepare(whole, given);
      const typed = apart(whole, (run) => reader.word(run) !== null);
      if (typed !== whole) await prepare(typed, given);
      const text = withoutUnknown(typed, given, notes);
      if (text !== typed) await prepare(text, given);
      const groups = await understand(text, given, notes, wanted);
      if (!groups) return null;
      const meant = notes.corrections.reduce((said, [run, word]) => said.split(run).join(word), text);
      if (meant !== text) await prepare(meant, given);
      const scores = new Scores();
      const all = scores.addGroups(groups);
      const likeness = scores.addLikeness(meant, reader, given.root.pages);
      for (const phrase of new Set([strip(squeeze(text), given), strip(squeeze(meant), given)]))
        scores.lift(phrase, reader, all);
      const names = [squeeze(meant), ...titlesIn(squeeze(meant))].filter((name) => reader.get(`${name}=`));
      const signs = {
        ...notes.seen,
        likeness,
        share: scores.shareOf(scores.first),
        worth: all,
        name: longest(names),
        subject: given.root.subject.some((word) => meant.includes(word)),
        learnt: evidenceOf(meant, given.root.about),
      };
      const isHere = isSure || isAbout(signs);
      const isGrave = isSure || (isHere && scores.isClearly(given.root.grave));
      if (isGrave) scores.raise(given.root.urgent, HELP_FIRST);
      const ranked = rank(scores, section, given);
      const shown = ranked.slice(0, isHere ? limit : Math.min(limit, NEAREST));
      const hits = await Promise.all(shown.map((found) => hitOf(found, given)));
      if (!wanted()) return null;
      const { corrections, synonyms } = notes;
      const words = wordsOf(groups);
      return {
        question,
        hits,
        total: ranked.length,
        distress: isGrave || this.isDistress(question),
        isHere,
        isCut: folded.length > LONGEST_QUESTION,
        corrections,
        synonyms,
        words,
        rarest: rarestOf(groups),
        understood: meant,
      };
    },

    /** The sentence of a page that answers a question as it was understood; nothing when none does. */
    async reply(page, understood) {
      await start();
      const replies = (await reader.row(page))[5];
      return replies ? replyTo(await reader.part(replies), understood) : null;
    },

    /** The stretch of a page that shows most of the words, with the heading above it; nothing when none is there. */
    async excerpt(page, words, length = 64) {
      const { root } = await start();
      return excerptOf(await textsOf(page, root), words, length);
    },
  };
};
