"""The index: for each term its pages with their levels, those with a synonym included; phrases, and words by their sounds."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress, islice

from generator.search.analysis import Analyzer, Ignored, is_han, squeezed
from generator.search.document import SearchDocument
from generator.search.joining import Joined
from generator.search.page_terms import LEVELS, is_spoken
from generator.search.pinyin import initials, sounds

SYNONYM = 0.7
"""Weight of a synonym relative to the word itself, after saturation."""
ABOUT = 6
"""Minimum level of a synonym on a page for the page to be added to a word: in names and headings, or often in the text."""
MOST_PAGES = 1000
"""Maximum number of pages kept for a term, best first; a term on more pages hardly distinguishes them."""
MOST_SYNONYMS_SHOWN = 6
LONGEST_PHRASE = 24


@dataclass(frozen=True)
class IndexTerm:
    """A term of the index: for each page that has it, in order, the page's number times 32 plus its level (1–15).

    `pages` is how many pages have the term, those with only a synonym counted a quarter, so that a rare word stays
    rare; `also` are its synonyms, for readers.
    `kind` is `w` for a word that titles, aliases, headings or synonyms use, `t` for one that only running text uses.
    """

    postings: "array[int]"
    pages: int
    kind: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class SearchIndex:
    """The complete index: terms, shingles, phrases and sounds."""

    documents: dict[int, SearchDocument]
    """The pages by their number, in order."""
    terms: dict[str, IndexTerm]
    shingles: dict[str, "array[int]"]
    """Single characters and bigrams, with postings as for terms."""
    phrases: dict[str, tuple[tuple[int, int], ...]]
    """Whole titles and aliases without ignored words, with their pages."""
    sounds: dict[str, tuple[str, ...]]
    """Normalised pinyin and initials, each with its words, most useful first."""
    characters: frozenset[str]


def build_index(
    joined: Joined,
    documents: dict[int, SearchDocument],
    groups: Sequence[Sequence[str]],
    ignored: Ignored,
    analyzer: Analyzer,
) -> SearchIndex:
    """The index of pages, given by number in order, and joined; `groups` are groups of synonyms."""
    with_synonyms, also = _synonyms(joined.terms, groups)
    index = {}
    for term, own in joined.terms.items():
        kind = "w" if term in joined.prominent or term in also else "t"
        index[term] = _term(with_synonyms.get(term, own), len(own), kind, also.get(term, ()))
    for term in with_synonyms.keys() - joined.terms.keys():
        index[term] = _term(with_synonyms[term], 0, "w", also.get(term, ()))
    own_characters = frozenset(character for term in index for character in term if is_han(character))
    spoken = joined.spoken.keys() | set(filter(is_spoken, also))
    sounded = _sounds(spoken & index.keys(), index, set(analyzer.own_words))
    kept = {shingle: _best(found) if len(found) > MOST_PAGES else found for shingle, found in joined.shingles.items()}
    return SearchIndex(documents, index, kept, _phrases(documents, ignored), sounded, own_characters)


def _term(postings: "array[int]", own: int, kind: str, also: tuple[str, ...]) -> IndexTerm:
    pages = own + (len(postings) - own) // 4
    if len(postings) > MOST_PAGES:
        postings = _best(postings)
    return IndexTerm(postings, pages, kind, also)


def _best(postings: "array[int]") -> "array[int]":
    """The postings with the highest levels (of equal ones the first), in the order of pages."""
    levels = bytes(map(LEVELS.__and__, postings))
    room, level = MOST_PAGES, LEVELS
    while (count := levels.count(level)) <= room:
        room -= count
        level -= 1
    better = levels.translate(bytes(other > level for other in range(256)))
    equal = levels.translate(bytes(other == level for other in range(256)))
    return array("I", sorted(chain(compress(postings, better), islice(compress(postings, equal), room))))


def _synonyms(
    postings: "Mapping[str, array[int]]", groups: Sequence[Sequence[str]]
) -> tuple["dict[str, array[int]]", dict[str, tuple[str, ...]]]:
    """The postings of each word of a group including the pages of the others at a lower level, and each word's
    synonyms.
    """
    also: dict[str, dict[str, None]] = {}
    added: dict[str, dict[int, int]] = {}
    for group in groups:
        shown = {squeezed(word): word for word in group}
        for word in shown:
            for other, written in shown.items():
                if other != word:
                    also.setdefault(word, {})[written] = None
                    pages = added.setdefault(word, {})
                    for posting in postings.get(other, ()):
                        if posting & LEVELS >= ABOUT:
                            level = round(SYNONYM * (posting & LEVELS))
                            pages[posting >> 5] = max(pages.get(posting >> 5, 0), level)
    with_synonyms = {}
    for word, pages in added.items():
        for posting in postings.get(word, ()):
            pages[posting >> 5] = max(pages.get(posting >> 5, 0), posting & LEVELS)
        if pages:
            with_synonyms[word] = array("I", (page << 5 | level for page, level in sorted(pages.items())))
    return with_synonyms, {
        word: tuple(others)[:MOST_SYNONYMS_SHOWN] for word, others in also.items() if word in with_synonyms
    }


def _phrases(documents: Mapping[int, SearchDocument], ignored: Ignored) -> dict[str, tuple[tuple[int, int], ...]]:
    phrases: dict[str, dict[int, int]] = {}
    for page, document in documents.items():
        for text, level in ((document.title, LEVELS), *((alias, LEVELS - 2) for alias in document.aliases)):
            phrase = ignored.strip(squeezed(text))
            if 1 < len(phrase) <= LONGEST_PHRASE:
                pages = phrases.setdefault(phrase, {})
                pages[page] = max(pages.get(page, 0), 1, round(level * min(1.0, document.prior)))
    return {phrase: tuple(sorted(pages.items())) for phrase, pages in phrases.items()}


def _sounds(spoken: set[str], terms: dict[str, IndexTerm], own: set[str]) -> dict[str, tuple[str, ...]]:
    """The words by sound, for words of titles, aliases and synonyms; by initials only for the base's own words."""
    found: dict[str, dict[str, None]] = {}
    for word in sorted(spoken, key=lambda word: (word not in own, -terms[word].pages, word)):
        for said in (*sounds(word), initials(word)) if word in own else sounds(word):
            found.setdefault(said, {})[word] = None
    return {said: tuple(words)[:8] for said, words in found.items() if said}
