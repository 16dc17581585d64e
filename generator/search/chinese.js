// Runs of Chinese characters cut into words of the index: ignored words left out, slips heard by their sound.

const LONGEST_CROSSING = 4; // characters of a word that keeps an ignored word beside it from being one
const LEFT_OVER = 10; // what a character that no word covers costs a cutting; a word costs 1 or more
const BY_PAIR = 2.5;
const BY_GUESS = 3.5;
const BY_IGNORED = 1.5;

/** What understands Chinese with the words of an index. */
const createChinese = (reader, root) => {
  const ignored = new Set(root.ignored);
  const isEmpty = (text) => ignored.has(text) || (text.length === 1 && root.joining.includes(text));
  const isTopical = (text) => {
    const entry = isEmpty(text) ? null : reader.get(text);
    return Boolean(entry) && !entry.aside;
  };

  /** Whether a word of the index stands across a place of a run: what begins or ends there is then none by itself. */
  const isCrossed = (run, edge) => {
    for (let from = Math.max(0, edge - LONGEST_CROSSING + 1); from < edge; from += 1) {
      for (let to = edge + 1; to <= Math.min(run.length, from + LONGEST_CROSSING); to += 1) {
        if (isTopical(run.slice(from, to))) return true;
      }
    }
    return false;
  };

  /** The places in words to ignore: no word that begins there is looked up. An ignored word never cuts another. */
  const placesIgnored = (run) => {
    const places = new Set();
    for (const empty of root.ignored) {
      for (let at = run.indexOf(empty); empty.length > 1 && at >= 0; at = run.indexOf(empty, at + 1)) {
        if (isCrossed(run, at) || isCrossed(run, at + empty.length)) continue;
        for (let i = at; i < at + empty.length; i += 1) places.add(i);
      }
    }
    return places;
  };

  /** What a stretch of a run is, and what it costs a cutting to have it there; nothing, when it is nothing. */
  const reading = (text, key, isOpen, guesses) => {
    if (isEmpty(text)) return { cost: BY_IGNORED, empty: true };
    const entry = isOpen && text.length > 1 ? reader.word(text) : null;
    if (entry) return { cost: 1, entry };
    if (guesses.has(key)) return { cost: BY_GUESS, guess: guesses.get(key) };
    return isOpen && text.length === 2 && reader.get(`${text}*`) ? { cost: BY_PAIR, pair: true } : null;
  };

  /** The cheapest way to cover a run with words: fewest characters left over, then fewest words. */
  const cover = (run, places, guesses = new Map(), longest = root.word) => {
    const best = [{ cost: 0, step: null }];
    for (let end = 1; end <= run.length; end += 1) {
      const last = best[end - 1];
      best[end] = { cost: last.cost + LEFT_OVER, step: { from: end - 1, to: end, lone: true, before: last.step } };
      for (let from = Math.max(0, end - longest); from < end; from += 1) {
        const text = run.slice(from, end);
        const read = reading(text, `${from}-${end}`, !places.has(from), guesses);
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
  };

  let soundOf = null;
  /** The sound of each common character. */
  const sounds = async () => {
    if (!soundOf) {
      const lines = (await reader.part(root.sounds)).split("\n");
      soundOf = new Map(
        lines.flatMap((line) => {
          const letters = line.match(/^[a-zü]*/)[0];
          return [...line.slice(letters.length)].map((character) => [character, letters]);
        }),
      );
    }
    return soundOf;
  };

  /** The stretches of two to four characters that may be a word mistyped, each with the key of its sound. */
  const doubtful = async (run, steps) => {
    const lone = new Set(steps.filter((step) => step.lone).map((step) => step.from));
    const isWeak = (i) => lone.has(i) || steps.some((step) => step.pair && step.from <= i && i < step.to);
    // A mistyped word leaves two weak characters side by side, or one that closes it; one elsewhere is a word by itself.
    const closes = (i) => i > 1 && (i + 1 === run.length || steps.some((step) => step.empty && step.from === i + 1));
    if (![...lone].some((i) => isWeak(i - 1) || isWeak(i + 1) || closes(i))) return [];
    const sound = await sounds();
    const found = [];
    for (let from = 0; from < run.length; from += 1) {
      for (let to = from + 2; to <= Math.min(run.length, from + 4); to += 1) {
        const inside = [...run.slice(from, to)];
        if (!inside.some((_, i) => lone.has(from + i)) || !inside.every((_, i) => to - from > 2 || isWeak(from + i)))
          continue;
        if (inside.every((character) => sound.has(character))) {
          found.push({ from, to, key: `${inside.map((character) => sound.get(character)).join("")}~` });
        }
      }
    }
    return found;
  };

  /** Words that sound like two to four characters of a run, at least one of which no word covers. */
  const soundAlikes = async (run, steps) => {
    const wanted = await doubtful(run, steps);
    await reader.fetchFor(wanted.map(({ key }) => key));
    const found = new Map();
    for (const { from, to, key } of wanted) {
      const entry = reader.get(key);
      const words = entry
        ? entry.words.filter((heard) => heard.length === to - from && heard !== run.slice(from, to))
        : [];
      if (words.length) found.set(`${from}-${to}`, words);
    }
    await reader.fetchFor([...found.values()].flat());
    return found;
  };

  /** A run cut into words: each step has an `entry`, a `guess`, is a `pair` of no word, `empty`, or `lone`. */
  const cut = async (run) => {
    const places = placesIgnored(run);
    let steps = cover(run, places);
    if (steps.some((step) => step.lone)) {
      const guesses = await soundAlikes(run, steps);
      if (guesses.size) steps = cover(run, places, guesses);
    }
    return steps.map((step) => ({ ...step, text: run.slice(step.from, step.to), ignored: places.has(step.from) }));
  };

  /** The words that a compound is made of, when they cover more than one stretch of it. */
  const partsOf = (text) => {
    if (text.length < 3) return [];
    return cover(text, new Set(), new Map(), text.length - 1)
      .filter((step) => step.entry)
      .map(({ entry }) => entry);
  };

  return { cut, partsOf, placesIgnored, isEmpty };
};
