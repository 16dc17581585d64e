// Runs of Chinese characters cut into words of the index: ignored words left out, slips heard by their sound.

const LONGEST_CROSSING = 4; // characters of a word that keeps an ignored word beside it from being one
const LONGEST_TERSE = 6; // characters of a question that is a name rather than a sentence
const LEFT_OVER = 10; // what a character that no word covers costs a cutting; a word costs 1 or more
const BY_PAIR = 2.5;
const BY_GUESS = 3.5;
const BY_IGNORED = 1.5;

/** The stretches of a text of so many characters that are at least `least` and at most `most` long. */
const spans = (length, least, most) => {
  const found = [];
  for (let from = 0; from < length; from += 1) {
    for (let to = from + least; to <= Math.min(length, from + most); to += 1) found.push({ from, to });
  }
  return found;
};

/** The places of a run that no word covers; in a short one, also those of characters that join words beside them: 急就电话. */
const placesOfSlips = (run, steps) => {
  const isLone = (step) => Boolean(step) && Boolean(step.lone);
  const isJoining = (step) => run.length <= LONGEST_TERSE && step.empty && step.to - step.from === 1;
  const isSlip = (step, i) => isLone(step) || (isJoining(step) && (isLone(steps[i - 1]) || isLone(steps[i + 1])));
  return new Set(steps.filter(isSlip).map((step) => step.from));
};

/** What understands Chinese with the words that a question has asked for. */
class Chinese {
  constructor(view) {
    this.view = view;
    this.root = view.reader.root;
    this.ignored = new Set(this.root.ignored);
    this.soundOf = null;
  }

  isEmpty(text) {
    return this.ignored.has(text) || (text.length === 1 && this.root.joining.includes(text));
  }

  isTopical(text) {
    const entry = this.isEmpty(text) ? null : this.view.get(text);
    return Boolean(entry) && !entry.aside;
  }

  /** Whether a word of the index stands across a place of a run: what begins or ends there is then none by itself. */
  isCrossed(run, edge) {
    for (let from = Math.max(0, edge - LONGEST_CROSSING + 1); from < edge; from += 1) {
      for (let to = edge + 1; to <= Math.min(run.length, from + LONGEST_CROSSING); to += 1) {
        if (this.isTopical(run.slice(from, to))) return true;
      }
    }
    return false;
  }

  /** The places in words to ignore: no word that begins there is looked up. An ignored word never cuts another. */
  placesIgnored(run) {
    const places = new Set();
    for (const empty of this.root.ignored) {
      for (let at = run.indexOf(empty); empty.length > 1 && at >= 0; at = run.indexOf(empty, at + 1)) {
        if (this.isCrossed(run, at) || this.isCrossed(run, at + empty.length)) continue;
        for (let i = at; i < at + empty.length; i += 1) places.add(i);
      }
    }
    return places;
  }

  /** What a stretch of a run is, and what it costs a cutting to have it there; nothing, when it is nothing. */
  reading(text, key, isOpen, guesses) {
    if (this.isEmpty(text)) return { cost: BY_IGNORED, empty: true };
    const entry = isOpen && text.length > 1 ? this.view.word(text) : null;
    if (entry) return { cost: 1, entry };
    if (guesses.has(key)) return { cost: BY_GUESS, guess: guesses.get(key) };
    return isOpen && text.length === 2 && this.view.get(`${text}*`) ? { cost: BY_PAIR, pair: true } : null;
  }

  /** The cheapest way to cover a run with words: fewest characters left over, then fewest words. */
  cover(run, places, guesses = new Map(), longest = this.root.word) {
    const best = [{ cost: 0, step: null }];
    for (let end = 1; end <= run.length; end += 1) {
      const last = best[end - 1];
      best[end] = { cost: last.cost + LEFT_OVER, step: { from: end - 1, to: end, lone: true, before: last.step } };
      for (let from = Math.max(0, end - longest); from < end; from += 1) {
        const text = run.slice(from, end);
        const read = this.reading(text, `${from}-${end}`, !places.has(from), guesses);
        if (read && best[from].cost + read.cost < best[end].cost) {
          best[end] = {
            cost: best[from].cost + read.cost,
            step: { ...read, from, to: end, text, before: best[from].step },
          };
        }
      }
    }
    const steps = [];
    for (let step = best[run.length].step; step; step = step.before) steps.unshift(step);
    return steps;
  }

  /** The sound of each common character. */
  async sounds() {
    if (!this.soundOf) {
      const [lines] = await this.view.reader.part(this.root.sounds);
      this.soundOf = new Map(
        lines.split("\n").flatMap((line) => {
          const letters = line.match(/^[a-zü]*/)[0];
          return [...line.slice(letters.length)].map((character) => [character, letters]);
        }),
      );
    }
    return this.soundOf;
  }

  /** The stretches of two to four characters that may be a word mistyped, each with the key of its sound. */
  async doubtful(run, steps) {
    const lone = placesOfSlips(run, steps);
    const isWeak = (i) => lone.has(i) || steps.some((step) => step.pair && step.from <= i && i < step.to);
    // A mistyped word leaves two weak characters side by side, or one that closes it; one elsewhere is a word by itself,
    // but not in a question that is one name.
    const closes = (i) => i > 1 && (i + 1 === run.length || steps.some((step) => step.empty && step.from === i + 1));
    const mayBeSlip = (i) =>
      isWeak(i - 1) || isWeak(i + 1) || closes(i) || (run.length > 2 && run.length <= LONGEST_TERSE);
    if (![...lone].some(mayBeSlip)) return [];
    const sound = await this.sounds();
    const isDoubtful = ({ from, to }) => {
      const places = [...run.slice(from, to)].map((_, i) => from + i);
      return places.some((i) => lone.has(i)) && places.every((i) => to - from > 2 || isWeak(i));
    };
    const isHeard = ({ from, to }) => [...run.slice(from, to)].every((character) => sound.has(character));
    const keyOf = ({ from, to }) => `${[...run.slice(from, to)].map((character) => sound.get(character)).join("")}~`;
    return spans(run.length, 2, 4)
      .filter((span) => isDoubtful(span) && isHeard(span))
      .map((span) => ({ ...span, key: keyOf(span) }));
  }

  /** Words that sound like two to four characters of a run, at least one of which no word covers. */
  async soundAlikes(run, steps) {
    const wanted = await this.doubtful(run, steps);
    await this.view.fetchFor(wanted.map(({ key }) => key));
    const found = new Map();
    for (const { from, to, key } of wanted) {
      const entry = this.view.get(key);
      const words = entry
        ? entry.words.filter((heard) => heard.length === to - from && heard !== run.slice(from, to))
        : [];
      if (words.length) found.set(`${from}-${to}`, words);
    }
    await this.view.fetchFor([...found.values()].flat());
    return found;
  }

  /** A run cut into words: each step has an `entry`, a `guess` (if any may), is a `pair` of no word, `empty`, or `lone`. */
  async cut(run, mayGuess) {
    const places = this.placesIgnored(run);
    let steps = this.cover(run, places);
    if (mayGuess && steps.some((step) => step.lone)) {
      const guesses = await this.soundAlikes(run, steps);
      if (guesses.size) steps = this.cover(run, places, guesses);
    }
    return steps.map((step) => ({ ...step, text: run.slice(step.from, step.to), ignored: places.has(step.from) }));
  }

  /** The words that a compound is made of, when they cover more than one stretch of it. */
  partsOf(text) {
    if (text.length < 3) return [];
    return this.cover(text, new Set(), new Map(), text.length - 1)
      .filter((step) => step.entry)
      .map(({ entry }) => entry);
  }
}
