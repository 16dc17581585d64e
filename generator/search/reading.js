// The index as files: a root that says where everything is, blocks of lines in order, tables of pages. `load(name)` gives
// a file's value, or a promise of it; a file is asked for once.

// What a pair of characters says about a question, by how rare the rarer is; one that nobody asks with says little.
const VALUE = [9, 10, 13, 18, 25, 34, 30];

const digit = (() => {
  const values = new Map();
  [SHARED.last, SHARED.more].forEach((letters) => [...letters].forEach((letter, value) => values.set(letter, value)));
  return (letter) => values.get(letter);
})();

/** Page numbers and levels of a line's postings. */
const decode = (text) => {
  const pages = [];
  const levels = [];
  let page = -1;
  for (let i = 0; i < text.length; i += 1) {
    let gap = 0;
    while (SHARED.more.includes(text[i])) gap = gap * 32 + digit(text[i++]);
    page += gap * 32 + digit(text[i]) + 1;
    pages.push(page);
    i += 1;
    levels.push(digit(text[i]));
  }
  return { pages, levels };
};

/** How much a term says that so many of all pages have. */
const rarityOf = (pages, all) => Math.log(1 + (all - pages + 0.5) / (pages + 0.5));

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
    return at < this.lines.length && this.lines[at].startsWith(`${key}\t`) ? this.line(at) : null;
  }

  line(at) {
    if (!this.read.has(at)) {
      const [key, kind, rest, also] = this.lines[at].split("\t");
      const entry = key.endsWith("~")
        ? { key, words: kind.split(",") }
        : { key, aside: kind[0] === "t", count: Number(kind.slice(1)), also: also ? also.split(",") : [], rest };
      this.read.set(at, entry);
    }
    return this.read.get(at);
  }
}

/** The place of the last of some sorted keys that does not stand behind one; 0 when all do. */
const lastNotBehind = (keys, key) => {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle] <= key) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
};

const nameIn = (names, number) => names.slice(number * SHARED.name, (number + 1) * SHARED.name);

/** What the index holds, part by part as it is asked for. */
class Reader {
  constructor(load) {
    this.load = load;
    this.parts = new Map();
    this.blocks = new Map();
    this.places = new Map();
    this.root = null;
  }

  part(name) {
    if (!this.parts.has(name)) {
      const coming = Promise.resolve(this.load(name));
      coming.catch(() => this.parts.delete(name)); // the next question asks for it again
      this.parts.set(name, coming);
    }
    return this.parts.get(name);
  }

  /** The root, once it is there. */
  async start() {
    if (!this.root) {
      // The page starts it, and so does a question in the address: both may wait here, and both read the same.
      const root = await this.part("index");
      const { groups, rarities } = root;
      let place = 0;
      groups.split(" ").forEach((characters, number) => {
        for (const one of characters) {
          this.places.set(one, { number, rarity: Number(rarities[place]), one });
          place += 1;
        }
      });
      this.groups = groups ? groups.split(" ").length : 0;
      this.root = root;
    }
    return this.root;
  }

  /** Where a Chinese character lies, and how rare it is. */
  placeOf(one) {
    const number = this.groups + (one.charCodeAt(0) % (this.root.hot - this.groups));
    return this.places.get(one) || { number, rarity: SHARED.seldom, one };
  }

  /** Where the rarest Chinese character of a key lies; nothing when it has none. */
  homeOf(key) {
    const isRarer = (one, other) => one.rarity - other.rarity || (one.one > other.one ? 1 : -1);
    const places = [...key].filter((one) => HAN.test(one)).map((one) => this.placeOf(one));
    return places.reduce((rarest, place) => (rarest && isRarer(place, rarest) <= 0 ? rarest : place), null);
  }

  /** The number of the block in which a key stands, if it stands anywhere: that of its rarest Chinese character. */
  numberOf(key) {
    const home = this.homeOf(key);
    return home ? home.number : this.root.hot + lastNotBehind(this.root.starts, key);
  }

  /** The blocks in which the keys with a prefix begin: one, or two when they go on in the next. */
  numbersFor(prefix) {
    const number = this.numberOf(prefix);
    const next = this.root.starts[number - this.root.hot + 1];
    return !HAN.test(prefix) && next && next.startsWith(prefix) ? [number, number + 1] : [number];
  }

  /** The blocks in which keys stand, and those with keys that begin with one of the prefixes. */
  numbersOf(keys, prefixes) {
    return [...keys.map((key) => this.numberOf(key)), ...prefixes.flatMap((prefix) => this.numbersFor(prefix))];
  }

  async fetchBlocks(numbers) {
    const { hot, starts, blocks } = this.root;
    const wanted = [...new Set(numbers)].filter((number) => number < hot + starts.length);
    await Promise.all(
      wanted.map(async (number) => {
        if (!this.blocks.has(number)) this.blocks.set(number, new Block(await this.part(nameIn(blocks, number))));
      }),
    );
  }

  /** What is shown of a page: address, title, answer, number of its label, name of the file with its texts. */
  async row(page) {
    const { tables, table } = this.root;
    return (await this.part(nameIn(tables, Math.floor(page / table))))[page % table];
  }
}

/** What one question sees of the index: the blocks that it asks for, whatever others have loaded. */
class View {
  constructor(reader) {
    this.reader = reader;
    this.numbers = new Set();
  }

  /** Have some blocks ready. */
  fetch(numbers) {
    for (const number of numbers) this.numbers.add(number);
    return this.reader.fetchBlocks(numbers);
  }

  /** Have the blocks ready in which keys stand, and those with keys that begin with one of the prefixes. */
  fetchFor(keys, prefixes = []) {
    return this.fetch(this.reader.numbersOf(keys, prefixes));
  }

  /**
   * Have the blocks ready of some keys in letters and of a text's characters, up to so many in all: first those in which
   * the text's pairs of characters stand, rare ones before others, since one character alone says little.
   */
  fetchBest(text, keys, prefixes, most) {
    const worth = new Map(this.reader.numbersOf(keys, prefixes).map((number) => [number, Infinity]));
    const add = ({ number }, value) => worth.set(number, (worth.get(number) || 0) + value);
    for (const shingle of shinglesOf(text)) {
      const home = this.reader.homeOf(shingle);
      if (home) add(home, shingle.length > 1 ? VALUE[home.rarity] : 0);
    }
    const best = [...worth].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([number]) => number);
    const more = best.filter((number) => !this.numbers.has(number));
    return this.fetch(more.slice(0, most - this.numbers.size));
  }

  /** Whether anything was asked for that a Chinese text could be known by. */
  isAsked(text) {
    return [...text].some((one) => this.numbers.has(this.reader.placeOf(one).number));
  }

  /** A block that this question asked for. */
  block(number) {
    return this.numbers.has(number) ? this.reader.blocks.get(number) : null;
  }

  get(key) {
    const block = this.block(this.reader.numberOf(key));
    return block ? block.get(key) : null;
  }

  /** A word with its postings and how rare it is. */
  word(key) {
    const entry = this.get(key);
    if (entry && !entry.postings) {
      const { pages } = this.reader.root;
      entry.postings = decode(entry.rest);
      entry.rarity = rarityOf(entry.count || entry.postings.pages.length, pages) * (entry.aside ? ASIDE : 1);
    }
    return entry;
  }

  /** The entries that begin with a prefix, lie where it lies and are not it, as they stand. */
  startingWith(prefix, most) {
    const found = [];
    for (const block of this.reader.numbersFor(prefix).map((number) => this.block(number))) {
      for (
        let at = block ? block.place(prefix) : 0;
        block && at < block.lines.length && block.lines[at].startsWith(prefix);
        at += 1
      ) {
        if (!block.lines[at].startsWith(`${prefix}\t`)) found.push(block.line(at));
        if (found.length >= most) return found;
      }
    }
    return found;
  }

  /** All entries that begin with a letter, of so many blocks at most. */
  async allFrom(letter, most) {
    const from = this.reader.numberOf(letter);
    const count = Math.min(this.reader.numberOf(`${letter}{`) - from, most) + 1;
    const numbers = Array.from({ length: count }, (_, i) => from + i);
    await this.fetch(numbers);
    return numbers.flatMap((number) => {
      const block = this.block(number);
      return block ? block.lines.map((_, at) => block.line(at)).filter(({ key }) => key[0] === letter) : [];
    });
  }
}
