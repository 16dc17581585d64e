// What each page is worth for a question: words by their weight in the index, likeness of characters, whole titles.

const RELAXED = 0.5; // how hard a page is judged for each part of the question that it lacks
const PREFIX = 0.55; // a longer word that begins as the last word does
const EXACT = 0.8; // a page whose title or alias is the whole question
const WITHIN = 0.3; // a page whose title or alias stands in the question
const ASIDE = 0.4; // a word that no title, alias, heading or way of asking uses
const UNSURE = 0.4; // how much a guessed word counts beside words that were typed
const LIKENESS = 2.5; // how much likeness of characters counts beside words
const UNKNOWN = 0.02; // the part that what stands on few pages is taken to have on one more
const SINGLE = 0.3; // how much one character counts beside a pair
const MOST_TITLES = 40;
const FLOOR = 4.8; // evidence below which a question is about something else
const CLEARLY = 1.4; // how much better the best page is than the next when there is no doubt
const NEARLY = 0.8; // how much of the best page's score a page of help needs to come first when there is a word of danger
const IN_DANGER = 1.2; // the same for pages of help when there is a word of danger: a page on violence may be the right one

/** A part of a question: the words it may mean, each with how far it is meant, and what it is worth when found. */
const groupOf = (text, choices, more = {}) => {
  const known = choices.filter(({ entry }) => entry?.postings);
  // A longer word that only begins as typed is rarer, but not therefore likelier to be meant.
  const typed = known.find(({ weight }) => weight === 1);
  const worth = Math.max(0, ...known.map(({ entry, weight }) => entry.rarity * Math.min(1, weight * 2)));
  return {
    text,
    choices: known,
    most: typed ? typed.entry.rarity : Infinity,
    worth: more.meant ? worth * UNSURE : worth,
    parts: [],
    ...more,
  };
};

/** What the words of a group give each page: the best of them. */
const pointsOf = ({ choices, most }) => {
  const best = new Map();
  for (const { entry, weight } of choices) {
    entry.postings.pages.forEach((page, i) => {
      const points = (Math.min(entry.rarity, most) * weight * entry.postings.levels[i]) / SHARED.levels;
      if (!best.has(page) || points > best.get(page).points) best.set(page, { points, key: entry.key, weight });
    });
  }
  return best;
};

/** What the parts of a compound give each page together, and which share of them it has. */
const pointsOfParts = ({ text, parts }) => {
  const sums = new Map();
  const all = parts.reduce((sum, entry) => sum + entry.rarity, 0) || 1;
  for (const entry of parts) {
    entry.postings.pages.forEach((page, i) => {
      const sum = sums.get(page) || { points: 0, key: `${text}…`, weight: 0 };
      sum.points += (entry.rarity * entry.postings.levels[i]) / SHARED.levels;
      sum.weight += entry.rarity / all / 1.5;
      sums.set(page, sum);
    });
  }
  return sums;
};

/** The pages of a shingle, the part it is of what each is called and asked by, and the same on average. */
const partsOfPages = (entry, all) => {
  const { pages, levels } = entry ? decode(entry.rest) : { pages: [], levels: [] };
  const parts = levels.map((level) => 2 ** (level / SHARED.octave - SHARED.rarest));
  return { pages, parts, average: (parts.reduce((sum, part) => sum + part, 0) + UNKNOWN) / all };
};

/** The pages of a question while they are ranked: a score and the reasons for it, by page. */
class Scores {
  constructor() {
    this.pages = new Map();
    this.found = new Map();
  }

  /** What the words found on a page are worth together. */
  shareOf(page) {
    return this.found.get(page) || 0;
  }

  add(page, points, why) {
    const total = this.pages.get(page) || { score: 0, lifted: 0, why: [] };
    total.score += points;
    total.why.push({ ...why, points });
    this.pages.set(page, total);
    return total;
  }

  get best() {
    return Math.max(0, ...[...this.pages.values()].map(({ score }) => score));
  }

  /** The page with the highest score. */
  get first() {
    return [...this.pages].reduce((one, other) => (other[1].score > one[1].score ? other : one), [-1, { score: 0 }])[0];
  }

  /** Pages with the words of the groups; a word typed twice counts once. What all groups are worth together. */
  addGroups(groups) {
    const all = groups.reduce((sum, group) => sum + group.worth, 0) || 1;
    const { found } = this;
    for (const group of groups) {
      const points = pointsOf(group);
      for (const [page, sum] of pointsOfParts(group)) {
        if (!points.has(page) || sum.points > points.get(page).points) points.set(page, sum);
      }
      for (const [page, { points: some, key, weight }] of points) {
        this.add(page, some, { typed: group.text, found: key });
        found.set(page, (found.get(page) || 0) + group.worth * Math.min(1, weight * 1.5));
      }
    }
    for (const [page, total] of this.pages) total.score *= (found.get(page) / all) ** RELAXED;
    return all;
  }

  /**
   * Pages that are called and asked for in the characters typed, whatever words these make; and how much of what was typed
   * the page has that has most. Each character or pair speaks for a page by how much more often it stands there than
   * elsewhere, as in naive Bayes: log(1 + part there ÷ part on average).
   */
  addLikeness(text, view, all) {
    const found = new Map();
    let whole = 0;
    for (const shingle of shinglesOf(text)) {
      const { pages, parts, average } = partsOfPages(view.get(`${shingle}*`), all);
      const rarity = rarityOf(pages.length, all) * (HAN.test(shingle) && shingle.length === 1 ? SINGLE : 1);
      whole += rarity;
      pages.forEach((page, i) => {
        const sum = found.get(page) || { points: 0, rarity: 0 };
        found.set(page, { points: sum.points + Math.log(1 + parts[i] / average), rarity: sum.rarity + rarity });
      });
    }
    const most = Math.max(0, ...[...found.values()].map(({ points }) => points)) || 1;
    const best = this.best || whole;
    for (const [page, { points }] of found)
      this.add(page, (LIKENESS * best * points) / most, { typed: text, found: "≈" });
    return Math.max(0, ...[...found.values()].map(({ rarity }) => rarity)) / (whole || 1);
  }

  /** Whether one of some pages is the best by far: words of distress that no list has still lead where they are meant. */
  isClearly(pages) {
    const [first, second] = [...this.pages].sort((a, b) => b[1].score - a[1].score);
    return Boolean(first) && pages.includes(first[0]) && (!second || first[1].score > CLEARLY * second[1].score);
  }

  /** Whether one of some pages is nearly the best: with a word of danger that is enough for it to come first. */
  isNear(pages) {
    return pages.some((page) => this.pages.get(page)?.score > NEARLY * this.best);
  }

  /** The best of the grave pages, or of all urgent ones where that is much better, before all others or as the second. */
  raise(grave, urgent, asSecond, isDanger = false) {
    const scoreOf = (page) => this.pages.get(page)?.score || 0;
    const bestOf = (pages) => [...pages].sort((a, b) => scoreOf(b) - scoreOf(a) || a - b)[0];
    const [gravest, likest] = [bestOf(grave), bestOf(urgent)];
    const much = isDanger ? IN_DANGER : CLEARLY;
    const page = gravest === undefined || scoreOf(likest) > much * scoreOf(gravest) ? likest : gravest;
    if (page === undefined) return;
    const others = [...this.pages].filter(([other]) => other !== page).map(([, { score }]) => score);
    const [first = 0, second = 0] = others.sort((a, b) => b - a);
    const missing = (asSecond ? (first + second) / 2 : first + 1) - scoreOf(page);
    if (missing > 0) this.add(page, missing, { typed: "", found: "distress" });
  }

  /** Lift the pages whose title or alias is the phrase, or begins with it, or stands in it. */
  lift(phrase, view, all) {
    if (phrase.length < 2) return;
    const raise = (entry, weight) => {
      const { pages, levels } = decode(entry.rest);
      pages.forEach((page, i) => {
        const points = (all * weight * levels[i]) / SHARED.levels;
        const { lifted } = this.pages.get(page) || { lifted: 0 };
        if (points > lifted) this.add(page, points - lifted, { typed: phrase, found: entry.key }).lifted = points;
      });
    };
    const exact = view.get(`${phrase}=`);
    if (exact) raise(exact, EXACT);
    for (const text of titlesIn(phrase)) {
      const entry = view.get(`${text}=`);
      if (entry) raise(entry, (WITHIN * text.length) / phrase.length);
    }
    for (const entry of view.startingWith(phrase, MOST_TITLES)) {
      if (entry.key.endsWith("=")) raise(entry, EXACT * 0.5 * (phrase.length / (entry.key.length - 1)));
    }
  }
}

/** Stretches of a phrase that could be whole titles or aliases. */
const titlesIn = (phrase) => (HAN.test(phrase) ? stretches(phrase, 2, Math.min(12, phrase.length - 1)) : []);

/**
 * Whether a question is about anything that is here, by signs each of which can mislead: how alike the most alike page
 * is, which share of what was meant the best page has, which share of the characters is in no word here, whether there
 * is a word of the subject, and what has been learnt from questions of both kinds.
 * The weights come from a logistic regression over questions about the subject and about others; `make bench-search`
 * measures them on questions that it has not seen.
 */
const isAbout = ({ typed, known, paired, guessed, likeness, share, worth, subject, learnt }) => {
  const lost = typed - known - paired - guessed;
  const all = typed || 1;
  const evidence =
    6.6 * likeness + 1.6 * (share / (worth + 3 * lost || 1)) - 3 * (lost / all) + (subject ? 2.6 : 0) + 0.7 * learnt;
  return evidence > FLOOR;
};
