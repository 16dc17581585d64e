// The search engine: cuts a question with the index's own vocabulary, forgives typos, ranks. It touches no page and
// fetches nothing by itself: `load(name)` gives a part of the index, or a promise of it. Runs in browsers and Node.

const RUNS = /[a-z0-9]+(?:\.[0-9]+)?|[\u3400-\u9fff]+/g;
const HAN = /[\u3400-\u9fff]/;
const FOLDABLE = /[^\n -@[-~\u3001-\u3003\u3008-\u3011\u3400-\u9fff]/gu; // what folding may change
// A number that somebody calls from: long, or short as services have them; not a date, not a round sum, not a sum of money.
const CALLER = /(^|[^a-z0-9.])(?!(?:19|20)\d{6}(?!\d))(\d{7,}|(?:9[56]|1[02])\d{3,4})(?![a-z0-9.元块万])/g;
const LEVELS = 31;
const RELAXED = 0.5; // how hard a page is judged for each part of the question that it lacks
const PART = 0.2; // a word inside a longer word
const PREFIX = 0.55; // a longer word that begins as the last word does
const GUESS = 0.8; // a word that sounds like what was typed
const NEAR = 0.6; // a word spelled nearly as typed
const EXACT = 0.8; // a page whose title or alias is the whole question
const WITHIN = 0.3; // a page whose title or alias stands in the question
const ASIDE = 0.4; // a word that no title, alias or heading uses
const UNSURE = 0.4; // how much a guessed word counts beside words that were typed
const NUMERALS = "一二三四五六七八九十两百千万";
const LONGEST_INITIALS = 6; // letters; longer ones without vowels are no abbreviation
const SHORT_RUN = 4; // characters; at the end of a longer run one character is a word, not the beginning of one
const LONGEST_LOOK_ALIKE = 8; // characters; what no word covers in a longer run is seldom a typo
const URGENT = 2; // a page of help, when a question sounds like distress
const LONGEST_QUESTION = 60; // characters; of a longer text only the beginning is searched
const LONGEST_SOUND = 24; // letters

const digit = (code) => {
  if (code >= 97) return code - 97; // a–z: the last digit, 0–25
  if (code >= 65 && code <= 90) return code - 65; // A–Z: more to come, 0–25
  if (code >= 48 && code <= 53) return code - 48 + 26; // 0–5: the last digit, 26–31
  return { 54: 26, 55: 27, 56: 28, 57: 29, 45: 30, 95: 31 }[code];
};
const isLast = (code) => code >= 97 || (code >= 48 && code <= 53);

/** Page numbers and levels of a line's postings. */
function decode(text) {
  const pages = [];
  const levels = [];
  let page = -1;
  for (let i = 0; i < text.length; i += 1) {
    let gap = 0;
    let code = text.charCodeAt(i);
    while (!isLast(code)) {
      gap = gap * 32 + digit(code);
      code = text.charCodeAt((i += 1));
    }
    page += gap * 32 + digit(code) + 1;
    pages.push(page);
    levels.push(digit(text.charCodeAt((i += 1))));
  }
  return { pages, levels };
}

/** Compatibility characters and capitals folded, letters without their marks; ü is v, as it is typed. */
export const fold = (text) =>
  text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/u\u0308/g, "v").replace(/[\u0300-\u036f]/g, "").normalize("NFC");

/** A text folded character by character, so that places in it are places in the text as written. */
export const foldInPlace = (text) => text.replace(FOLDABLE, (one) => (fold(one).length === one.length ? fold(one) : one));
const squeeze = (text) => (text.match(RUNS) ?? []).join("");
/** Numbers and words that were typed without a space between them, apart: `12378tousu`. */
const apart = (text) => text.replace(/(\d{3})(?=[a-z]{2})|([a-z]{2})(?=\d{3})/g, "$& ");
const blur = (sound) =>
  [["zh", "z"], ["ch", "c"], ["sh", "s"], ["ng", "n"], ["lv", "lu"], ["nv", "nu"]].reduce((said, [exact, coarse]) => said.split(exact).join(coarse), sound);

/** The beginnings of a text that have at least and at most so many characters. */
function beginnings(text, least, most) {
  const found = [];
  for (let n = least; n <= Math.min(most, text.length); n += 1) found.push(text.slice(0, n));
  return found;
}

/** The same of every rest of the text. */
const stretches = (text, least, most) => [...text].flatMap((_, i) => beginnings(text.slice(i), least, most));

/** Whether two spellings differ by at most `most` letters added, lost, changed or swapped. */
function near(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return false;
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length] <= most;
}

/** A sorted block of lines, each read when asked for. */
class Block {
  constructor(text) {
    this.lines = text.split("\n");
    this.read = new Map();
  }

  /** The first line that does not stand before a key; lines stand like their keys, since the tab comes before all else. */
  place(key) {
    let low = 0;
    let high = this.lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.lines[middle] < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  get(key) {
    const at = this.place(key);
    return this.lines[at]?.startsWith(`${key}\t`) ? this.line(at) : null;
  }

  line(at) {
    if (!this.read.has(at)) {
      const [key, kind, rest, also] = this.lines[at].split("\t");
      const entry = key.endsWith("~")
        ? { key, words: kind.split(",") }
        : { key, pair: kind[0] === "b", aside: kind[0] !== "w", count: Number(kind.slice(1)), also: also?.split(",") ?? [], rest };
      this.read.set(at, entry);
    }
    return this.read.get(at);
  }
}

/** An engine over an index that `load` gives part by part; questions with one of the phrases sound like distress. */
export function createEngine(load, phrases) {
  const blocks = new Map();
  const parts = new Map();
  let manifest = null;
  let ignored = null;
  let soundOf = null;

  const part = (name) => {
    if (!parts.has(name)) {
      const coming = Promise.resolve(load(name, manifest?.version));
      coming.catch(() => parts.delete(name)); // the next question asks for it again
      parts.set(name, coming);
    }
    return parts.get(name);
  };
  const start = async () => {
    manifest = manifest || (await part("index"));
    ignored = ignored || new Set(manifest.ignored);
    return manifest;
  };

  const numberOf = (key) => {
    let low = 0;
    let high = manifest.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (manifest.starts[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  };
  const fetchFor = async (keys) => {
    if (!manifest.starts.length) return;
    const numbers = new Set(keys.map(numberOf));
    await Promise.all(
      [...numbers].map(async (number) => {
        if (!blocks.has(number)) blocks.set(number, new Block(await part(`b${number}`)));
      }),
    );
  };
  /** The blocks in which the keys with a prefix begin: one, or two when they go on in the next. */
  const numbersFor = (prefix) => {
    const number = numberOf(prefix);
    return manifest.starts[number + 1]?.startsWith(prefix) ? [number, number + 1] : [number];
  };
  const startsFor = (prefix) => numbersFor(prefix).map((number) => manifest.starts[number]);
  const get = (key) => blocks.get(numberOf(key))?.get(key) ?? null;
  const word = (key) => {
    const entry = get(key);
    if (entry && !entry.postings) {
      entry.postings = decode(entry.rest);
      const pages = entry.count || entry.postings.pages.length;
      entry.rarity = Math.log(1 + (manifest.pages - pages + 0.5) / (pages + 0.5)) * (entry.aside ? ASIDE : 1);
    }
    return entry;
  };
  const startingWith = (prefix, most) => {
    const found = [];
    for (const number of numbersFor(prefix)) {
      const block = blocks.get(number);
      for (let at = block?.place(prefix); block?.lines[at]?.startsWith(prefix); at += 1) {
        if (!block.lines[at].startsWith(`${prefix}\t`)) found.push(block.line(at));
        if (found.length >= most) return found;
      }
    }
    return found;
  };

  /** A text in the characters of the index. */
  const simplified = (text) => {
    const [from, to] = manifest.forms;
    return text.replace(/[\u3400-\u9fff]/g, (character) => to[from.indexOf(character)] ?? character);
  };

  const strip = (text) => {
    let left = text;
    for (const empty of manifest.ignored) left = left.split(empty).join(" ");
    return squeeze(left) || text;
  };

  // Chinese -----------------------------------------------------------------------------------------------------------

  const isEmpty = (text) => ignored.has(text) || (text.length === 1 && manifest.joining.includes(text));

  /** The places in words to ignore: no word that begins there is looked up. */
  const placesIgnored = (run) => {
    const places = new Set();
    for (const empty of manifest.ignored) {
      for (let at = run.indexOf(empty); empty.length > 1 && at >= 0; at = run.indexOf(empty, at + 1)) {
        for (let i = at; i < at + empty.length; i += 1) places.add(i);
      }
    }
    return places;
  };

  /** Every stretch of a run that is looked up as a word. */
  const windows = (run) => {
    const places = placesIgnored(run);
    return [...run].flatMap((_, i) => (places.has(i) ? [] : beginnings(run.slice(i), 2, manifest.word)));
  };

  /** The cheapest way to cover a run with words: fewest characters left over, then fewest words, dictionary words first. */
  const cover = (run, places, extra) => {
    const best = [{ cost: 0, path: null }];
    for (let end = 1; end <= run.length; end += 1) {
      const last = best[end - 1];
      best[end] = { cost: last.cost + 10, path: { from: end - 1, to: end, before: last.path } };
      for (let from = Math.max(0, end - manifest.word); from < end; from += 1) {
        const text = run.slice(from, end);
        const empty = isEmpty(text);
        const entry = empty || end - from < 2 || places.has(from) ? null : word(text);
        const guess = entry || empty ? null : extra.get(`${from}-${end}`);
        if (!entry && !guess && !empty) continue;
        const cost = best[from].cost + (empty ? 1.5 : entry ? (entry.pair ? 2.5 : 1) : 3.5);
        if (cost < best[end].cost) best[end] = { cost, path: { from, to: end, text, empty, entry, guess, before: best[from].path } };
      }
    }
    const steps = [];
    for (let step = best[run.length].path; step; step = step.before) steps.unshift(step);
    return steps;
  };

  /** The sound of each common character. */
  const sounds = async () => {
    const lines = (await part("sounds")).split("\n");
    soundOf = soundOf || new Map(lines.flatMap((line) => {
      const letters = line.match(/^[a-zü]*/)[0];
      return [...line.slice(letters.length)].map((character) => [character, letters]);
    }));
    return soundOf;
  };

  /** Words that sound like two to four characters of a run, at least one of which no word covers. */
  const soundAlikes = async (run, steps) => {
    const lone = new Set(steps.filter((step) => !step.entry && !step.empty).map((step) => step.from));
    const weak = (i) => lone.has(i) || steps.some((step) => step.entry?.pair && step.from <= i && i < step.to);
    // A mistyped word leaves two weak characters side by side, or one that closes it; one elsewhere is a word by itself.
    const closes = (i) => i > 1 && (i + 1 === run.length || steps.some((step) => step.empty && step.from === i + 1));
    if (![...lone].some((i) => weak(i - 1) || weak(i + 1) || closes(i))) return new Map();
    const sound = await sounds();
    const wanted = [];
    for (let from = 0; from < run.length; from += 1) {
      for (let to = from + 2; to <= Math.min(run.length, from + 4); to += 1) {
        const inside = [...run.slice(from, to)];
        if (!inside.some((_, i) => lone.has(from + i)) || !inside.every((_, i) => to - from > 2 || weak(from + i))) continue;
        const said = inside.map((character) => sound.get(character) ?? "?").join("");
        if (!said.includes("?")) wanted.push({ from, to, key: `${said}~` });
      }
    }
    await fetchFor(wanted.map(({ key }) => key));
    const found = new Map();
    const names = [];
    for (const { from, to, key } of wanted) {
      const words = get(key)?.words.filter((heard) => heard.length === to - from && heard !== run.slice(from, to));
      if (words?.length) {
        found.set(`${from}-${to}`, words);
        names.push(...words);
      }
    }
    await fetchFor(names);
    return found;
  };

  /** Two characters that no word covers may be a word with its second character mistaken: the commonest such word. */
  const lookAlikes = async (run, steps) => {
    const bare = (step) => step && !step.entry && !step.empty && !step.guess && !NUMERALS.includes(run[step.from]);
    for (let i = 0; i + 1 < steps.length; i += 1) {
      if (!bare(steps[i]) || !bare(steps[i + 1]) || bare(steps[i - 1]) || bare(steps[i + 2])) continue;
      const first = run[steps[i].from];
      await fetchFor(startsFor(first));
      const found = startingWith(first, 60).filter((entry) => entry.key.length === 2 && entry.rest && !entry.aside && entry.key[1] !== "=");
      const common = found.map(({ key }) => word(key)).sort((a, b) => a.rarity - b.rarity || (a.key < b.key ? -1 : 1));
      if (common.length) steps.splice(i, 2, { ...steps[i], text: run.slice(steps[i].from, steps[i + 1].to), to: steps[i + 1].to, guess: [common[0].key] });
    }
  };

  const groupOf = (text, choices, more = {}) => {
    const known = choices.filter(({ entry }) => entry?.postings);
    // A longer word that only begins as typed is rarer, but not therefore likelier to be meant.
    const most = known.find(({ weight }) => weight === 1)?.entry.rarity ?? Infinity;
    const worth = Math.max(0, ...known.map(({ entry, weight }) => entry.rarity * Math.min(1, weight * 2)));
    return { text, choices: known, most, worth: more.meant ? worth * UNSURE : worth, ...more };
  };

  const insideOf = ({ text, from }, places) => {
    const found = [];
    for (let i = 0; i < text.length; i += 1) {
      for (let n = text.length - 1; n >= 2; n -= 1) {
        const entry = i + n <= text.length && !places.has(from + i) ? word(text.slice(i, i + n)) : null;
        if (entry && !entry.pair) found.push({ entry, weight: PART * (n / text.length) });
      }
    }
    return found;
  };

  const beginning = (text) => {
    const longer = startingWith(text, 16).filter((entry) => entry.rest !== undefined && !entry.pair && !entry.key.endsWith("="));
    return longer.map((entry) => ({ entry: word(entry.key), weight: PREFIX }));
  };

  const chineseGroups = async (run, isEnd, notes) => {
    const places = placesIgnored(run);
    let steps = cover(run, places, new Map());
    if (steps.some((step) => !step.entry && !step.empty)) {
      const guesses = await soundAlikes(run, steps);
      if (guesses.size) steps = cover(run, places, guesses);
      if (run.length <= LONGEST_LOOK_ALIKE) await lookAlikes(run, steps);
    }
    const groups = [];
    for (const step of steps) {
      const ends = isEnd && step.to === run.length;
      if (step.entry) {
        const choices = [{ entry: step.entry, weight: 1 }, ...insideOf(step, places)];
        if (ends) choices.push(...beginning(step.text));
        groups.push(groupOf(step.text, choices));
        if (step.entry.also.length) notes.synonyms.push([step.text, step.entry.also]);
      } else if (step.guess) {
        const choices = step.guess.map((heard) => ({ entry: word(heard), weight: GUESS }));
        groups.push(groupOf(step.text, choices, { meant: step.guess[0] }));
        notes.corrections.push([step.text, step.guess[0]]);
      } else if (ends && !step.empty && !places.has(step.from) && (run.length - step.from > 1 || run.length <= SHORT_RUN)) {
        const choices = beginning(run.slice(step.from));
        if (choices.length) groups.push(groupOf(run.slice(step.from), choices));
      }
    }
    return groups;
  };

  // Latin: words, numbers and pinyin ----------------------------------------------------------------------------------

  const heardGroup = async (text, words, weight) => {
    await fetchFor(words);
    const choices = words.map((heard, i) => ({ entry: word(heard), weight: weight / (1 + i * 0.15) }));
    return groupOf(text, choices, { meant: words[0] });
  };

  const soundKeys = (letters) => stretches(blur(letters), 2, LONGEST_SOUND).map((said) => `${said}~`);

  /** Letters as the sounds of words one after another, or nothing. */
  const spoken = async (letters) => {
    const said = blur(letters);
    const best = [{ cost: 0, path: null }];
    for (let end = 1; end <= said.length; end += 1) {
      best[end] = { cost: best[end - 1].cost + 10, path: { lost: 1, before: best[end - 1].path } };
      for (let from = Math.max(0, end - LONGEST_SOUND); from <= end - 2; from += 1) {
        const text = said.slice(from, end);
        const entry = get(`${text}~`);
        const silent = manifest.silent.includes(text);
        if (said.length > LONGEST_INITIALS && !silent && !/[aeiouv]/.test(text)) continue;
        const cost = best[from].cost + (silent ? 1.2 : end - from <= 2 ? 2.5 : 1);
        if ((entry || silent) && cost < best[end].cost) best[end] = { cost, path: { text, entry: silent ? null : entry, silent, before: best[from].path } };
      }
    }
    const steps = [];
    let lost = 0;
    for (let step = best[said.length].path; step; step = step.before) {
      if (step.entry) steps.unshift(step);
      else if (!step.silent) lost += 1;
    }
    if (!steps.length || lost * 3 > said.length) return [];
    return Promise.all(steps.map((step) => heardGroup(step.text, step.entry.words, 0.9)));
  };

  const misspelled = async (letters) => {
    const said = blur(letters);
    const most = said.length >= 8 ? 2 : said.length >= 4 ? 1 : 0;
    if (!most || /^\d/.test(said)) return [];
    const from = numberOf(said[0]);
    const to = Math.min(numberOf(`${said[0]}{`), from + 11);
    await fetchFor(manifest.starts.slice(from, to + 1));
    const found = [];
    for (let number = from; number <= to; number += 1) {
      const block = blocks.get(number);
      block.lines.forEach((line, at) => {
        const key = line.slice(0, line.indexOf("\t"));
        const bare = key.endsWith("~") ? key.slice(0, -1) : key;
        if (!key.endsWith("=") && bare[0] === said[0] && bare.length > 3 && near(said, bare, most)) found.push(block.line(at));
      });
    }
    const sounds = found.filter((entry) => entry.words);
    if (sounds.length) return [await heardGroup(letters, sounds.flatMap((entry) => entry.words).slice(0, 6), NEAR)];
    const choices = found.slice(0, 6).map((entry) => ({ entry: word(entry.key), weight: NEAR }));
    return choices.length ? [groupOf(letters, choices, { meant: found[0].key })] : [];
  };

  const latinGroups = async (run, isEnd, notes) => {
    const entry = word(run);
    const longer = isEnd ? beginning(run) : [];
    if (entry) return [groupOf(run, [{ entry, weight: 1 }, ...longer])];
    if (/^[a-z]/.test(run)) {
      const understood = (groups) => {
        notes.corrections.push([run, groups.map(({ meant }) => meant).join("")]);
        return groups;
      };
      const groups = await spoken(run);
      if (groups.length) return understood(groups);
      const begun = isEnd && run.length > 1 ? startingWith(blur(run), 12).filter((found) => found.words) : [];
      if (begun.length) {
        const names = [...new Set(begun.flatMap((found) => found.words))].slice(0, 12);
        return understood([await heardGroup(run, names, PREFIX)]);
      }
      const close = await misspelled(run);
      if (close.length) return understood(close);
    }
    return longer.length ? [groupOf(run, longer)] : [];
  };

  // Ranking -----------------------------------------------------------------------------------------------------------

  const score = (groups) => {
    const pages = new Map();
    const all = groups.reduce((sum, group) => sum + group.worth, 0) || 1;
    for (const group of groups) {
      const best = new Map();
      for (const { entry, weight } of group.choices) {
        const { pages: numbers, levels } = entry.postings;
        for (let i = 0; i < numbers.length; i += 1) {
          const points = (Math.min(entry.rarity, group.most) * weight * levels[i]) / LEVELS;
          if (points > (best.get(numbers[i])?.points ?? 0)) best.set(numbers[i], { points, key: entry.key, weight });
        }
      }
      for (const [page, { points, key, weight }] of best) {
        const total = pages.get(page) ?? { points: 0, worth: 0, why: [] };
        total.points += points;
        total.worth += group.worth * Math.min(1, weight * 1.5);
        total.why.push({ typed: group.text, found: key, points });
        pages.set(page, total);
      }
    }
    for (const total of pages.values()) total.score = total.points * (total.worth / all) ** RELAXED;
    return { pages, all };
  };

  /** Stretches of a phrase that could be whole titles or aliases. */
  const titlesIn = (phrase) => (HAN.test(phrase) ? stretches(phrase, 2, Math.min(12, phrase.length - 1)) : []);
  const titleKeys = (phrase) => [...startsFor(phrase), ...[phrase, ...titlesIn(phrase)].map((text) => `${text}=`)];

  /** Lift the pages whose title or alias is the question, or begins with it. */
  const lift = (pages, all, phrase) => {
    if (phrase.length < 2) return;
    const add = (entry, weight) => {
      const { pages: numbers, levels } = decode(entry.rest);
      numbers.forEach((page, i) => {
        const total = pages.get(page) ?? { why: [], score: 0 };
        const points = all * weight * (levels[i] / LEVELS);
        if (points <= (total.lifted ?? 0)) return;
        total.score += points - (total.lifted ?? 0);
        total.lifted = points;
        total.why.push({ typed: phrase, found: entry.key, points });
        pages.set(page, total);
      });
    };
    const exact = get(`${phrase}=`);
    if (exact) add(exact, EXACT);
    for (const text of titlesIn(phrase)) {
      const entry = get(`${text}=`);
      if (entry) add(entry, WITHIN * (text.length / phrase.length) ** 0.5);
    }
    for (const entry of startingWith(phrase, 40)) {
      if (entry.key.endsWith("=") && entry !== exact) add(entry, EXACT * 0.5 * (phrase.length / (entry.key.length - 1)));
    }
  };

  const runsOf = (text) => (text.match(RUNS) ?? []).reduce((runs, run) => {
    const before = runs[runs.length - 1];
    // Syllables typed with spaces between them belong together.
    if (before && /^[a-z]+$/.test(run) && /^[a-z]+$/.test(before) && !word(run) && !word(before)) runs[runs.length - 1] += run;
    else runs.push(run);
    return runs;
  }, []);

  const sectionOf = (page) => {
    let first = 0;
    for (const [label, count] of manifest.sections) {
      first += count;
      if (page < first) return label;
    }
    return "";
  };

  /** Where no word was found: words that begin with each character. */
  const loneGroups = async (runs) => {
    const characters = runs.filter((run) => HAN.test(run)).flatMap((run) => {
      const places = placesIgnored(run);
      return [...run].filter((one, i) => !places.has(i) && !isEmpty(one));
    });
    await fetchFor(characters.flatMap(startsFor));
    return characters.map((one) => groupOf(one, beginning(one))).filter(({ choices }) => choices.length);
  };

  /** A question with what the editors say to look for in place of a number that is nowhere here, such as a caller's. */
  const withoutUnknown = (text, notes) => text.replace(CALLER, (whole, before, run) => {
    if (!manifest.number || run.endsWith("000") || startingWith(run, 1).length || word(run)) return whole;
    notes.corrections.push([run, manifest.number]);
    return before + manifest.number;
  });

  const row = async (page) => (await part(`d${Math.floor(page / manifest.table)}`))[page % manifest.table];

  /** Everything that a question is likely to need, so that it comes in one wave; only guesses need more. */
  const keysOf = (text, phrase) => {
    const runs = text.match(RUNS) ?? [];
    const letters = runs.filter((run) => !HAN.test(run));
    // Syllables that stand apart may belong together.
    const words = new Set(letters.flatMap((run, i) => [run, letters.slice(0, i + 1).join("")]));
    const ofWords = [...words].flatMap((run) => [run, `${blur(run)}~`, ...(/^[a-z]/.test(run) ? soundKeys(run) : [])]);
    const chinese = runs.filter((run) => HAN.test(run)).flatMap(windows);
    // The last word may be the beginning of a longer one.
    const last = runs[runs.length - 1] ?? "";
    const places = placesIgnored(last);
    const ends = [...last].map((_, i) => (places.has(i) ? "" : last.slice(i))).filter((text) => text && text.length <= manifest.word && !isEmpty(text));
    const begun = HAN.test(last) ? ends : [...words].flatMap((run) => [run, blur(run)]);
    return [...ofWords, ...chinese, ...begun.flatMap(startsFor), ...titleKeys(phrase)];
  };

  return {
    /** The manifest, with the labels of the sections. */
    start,

    /** Whether a question sounds like distress; nothing has to be loaded to tell. */
    isDistress(question) {
      const squeezed = squeeze(fold(question));
      return phrases.some((phrase) => squeezed.includes(phrase));
    },

    /**
     * The best pages for a question, why, what was understood, and whether it sounds like distress. Nothing, as soon as
     * `wanted` says that the question has been overtaken by another.
     */
    async search(question, { limit = 10, section = "", wanted = () => true } = {}) {
      await start();
      const distress = this.isDistress(question);
      const notes = { corrections: [], synonyms: [] };
      const typed = simplified(apart(fold(question).slice(0, LONGEST_QUESTION)));
      await fetchFor(keysOf(typed, strip(squeeze(typed))));
      const text = withoutUnknown(typed, notes);
      const phrase = strip(squeeze(text));
      if (text !== typed) await fetchFor(keysOf(text, phrase));
      const runs = runsOf(text);
      const groups = [];
      for (const [i, run] of runs.entries()) {
        if (!wanted()) return null;
        const isEnd = i === runs.length - 1;
        groups.push(...(await (HAN.test(run) ? chineseGroups : latinGroups)(run, isEnd, notes)));
      }
      if (!groups.length) groups.push(...(await loneGroups(runs)));
      const { pages, all } = score(groups);
      lift(pages, all, phrase);
      if (notes.corrections.length) {
        const meant = groups.map((group) => group.meant ?? group.text).join("");
        await fetchFor(titleKeys(meant));
        lift(pages, all, meant);
      }
      if (!wanted()) return null;
      for (const page of distress ? manifest.urgent : []) {
        const total = pages.get(page) ?? { why: [], score: 0 };
        total.score += URGENT * all;
        total.why.push({ typed: "", found: "distress", points: URGENT * all });
        pages.set(page, total);
      }
      const ranked = [...pages]
        .filter(([page]) => !section || sectionOf(page) === section)
        .sort((a, b) => b[1].score - a[1].score || a[0] - b[0]);
      const hits = await Promise.all(
        ranked.slice(0, limit).map(async ([page, { score: points, why }]) => {
          const [address, title, answer, label] = await row(page);
          return { page, address, title, answer, label: manifest.labels[label], score: points, why };
        }),
      );
      const shown = ({ text: typed, choices }) => [typed, ...choices.flatMap(({ weight, entry }) => (weight > PREFIX ? [entry.key, ...entry.also] : []))];
      const words = [...new Set(groups.flatMap(shown))];
      return { question, hits, total: ranked.length, distress, ...notes, words };
    },

    /** The stretch of a page that shows most of the words, with the heading above it; nothing when none is there. */
    async excerpt(page, words, length = 64) {
      const texts = (await part(`t${Math.floor(page / manifest.texts)}`))[page % manifest.texts];
      let best = null;
      for (const [heading, body] of texts) {
        const folded = foldInPlace(body);
        const places = words.map((wanted) => folded.indexOf(wanted)).filter((place) => place >= 0);
        if (places.length > (best?.count ?? 0)) best = { heading, body, count: places.length, at: Math.min(...places) };
      }
      if (!best) return null;
      const from = Math.max(0, best.at - 12);
      const cut = best.body.slice(from, from + length);
      return { heading: best.heading, text: `${from ? "…" : ""}${cut}${from + length < best.body.length ? "…" : ""}` };
    },
  };
}
