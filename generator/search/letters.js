// Words in other letters: pinyin, whole or by initials, and misspelt words.

const LONGEST_INITIALS = 6; // letters; initials stand for a whole word and alone
const LONGEST_SOUND = 24; // letters
const SHORTEST_MISSPELT = 5; // letters; a shorter word is near to too many

/** What understands Latin letters with the words and sounds that a question has asked for. */
class Letters {
  constructor(view) {
    this.view = view;
    this.root = view.reader.root;
  }

  /** The keys of all sounds that stand in some letters. */
  soundKeys(letters) {
    return stretches(blur(letters), 2, LONGEST_SOUND).map((said) => `${said}~`);
  }

  /** Letters as the sounds of words one after another, each with its words; nothing when too much is left over. */
  async spoken(letters) {
    const said = blur(letters);
    const [, silent] = await this.view.reader.part(this.root.sounds);
    const best = [{ cost: 0, step: null }];
    for (let end = 1; end <= said.length; end += 1) {
      best[end] = { cost: best[end - 1].cost + 10, step: { isLost: true, before: best[end - 1].step } };
      for (let from = Math.max(0, end - LONGEST_SOUND); from <= end - 2; from += 1) {
        const text = said.slice(from, end);
        const entry = this.view.get(`${text}~`);
        const isSilent = silent.includes(text);
        const isInitials = !isSilent && !/[aeiouv]/.test(text);
        if (isInitials && (text !== said || said.length > LONGEST_INITIALS)) continue;
        const cost = best[from].cost + (isSilent ? 1.2 : end - from <= 2 ? 2.5 : 1);
        if ((entry || isSilent) && cost < best[end].cost)
          best[end] = { cost, step: { text, entry: isSilent ? null : entry, before: best[from].step } };
      }
    }
    const steps = [];
    let lost = 0;
    for (let step = best[said.length].step; step; step = step.before) {
      if (step.entry) steps.unshift({ text: step.text, words: step.entry.words });
      if (step.isLost) lost += 1;
    }
    return steps.length && lost * 3 <= said.length ? steps : [];
  }

  /** Words whose sound or spelling is nearly what was typed. */
  async misspelt(letters) {
    const said = blur(letters);
    if (said.length < SHORTEST_MISSPELT || /^[0-9]/.test(said)) return { words: [], entries: [] };
    const most = said.length >= 8 ? 2 : 1;
    const close = (await this.view.allFrom(said[0], 11)).filter(({ key }) => {
      const bare = key.endsWith("~") ? key.slice(0, -1) : key;
      return !SHARED.marks.includes(key[key.length - 1]) && bare.length > 3 && isNear(said, bare, most);
    });
    const words = close.filter((entry) => entry.words).flatMap((entry) => entry.words);
    return { words: words.slice(0, 6), entries: words.length ? [] : close.slice(0, 6) };
  }

  /** The words whose sound begins as typed. */
  begun(letters) {
    const found = letters.length > 1 ? this.view.startingWith(blur(letters), 12).filter((entry) => entry.words) : [];
    return [...new Set(found.flatMap((entry) => entry.words))].slice(0, 12);
  }
}
