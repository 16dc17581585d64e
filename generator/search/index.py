"""The index: for each term its pages, with a weight that includes field, length normalisation and synonyms."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, compress, islice
from math import log2
from typing import TYPE_CHECKING, NamedTuple

from generator.remembering.values import remembered
from generator.search.analysis import Analyzer, Ignored, is_han, shingles, squeezed
from generator.search.document import SearchDocument
from generator.search.pinyin import initials, sounds

if TYPE_CHECKING:
    from generator.search.joining import Joined

TITLE, ALIAS, HEADING, ANSWER, BODY = 9.0, 6.0, 3.0, 3.0, 0.6
"""Weights of a term by field (BM25F)."""
QUESTION, ASKED_AT_MOST = 3.0, 3.0
"""Weight of a term in `questions`, and how much repetition raises it (per doubling of occurrences)."""
SATURATION = 8.0
LENGTH = 0.4
"""BM25's k1 and b; only bodies are normalised by length."""
TYPICAL_LENGTH = 500
"""Length of an average page in characters; fixed, so that weights on a page do not depend on other pages."""
CALLED, SAID_BELOW = 3.0, 0.5
"""Weights of a shingle in names and in headings, relative to one in `questions` or the answer."""
OCTAVE, RAREST = 2, 11
"""Scale of a shingle's level by its share of the names and questions of a page: levels per doubling, counted from a
share of
one in 2 to this power.
"""
SYNONYM = 0.7
"""Weight of a synonym relative to the word itself, after saturation."""
LEVELS = 15
ABOUT = 6
"""Minimum level of a synonym on a page for the page to be added to a word: in names and headings, or often in the text."""
MOST_PAGES = 1000
"""Maximum number of pages kept for a term, best first; a term on more pages hardly distinguishes them."""
MOST_SYNONYMS_SHOWN = 6
LONGEST_WORD = 8
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


@remembered
class Levels(NamedTuple):
    """Terms, one on each line, and the level of each.

    Two long values are restored from the cache much faster than a few hundred short ones.
    """

    terms: str
    levels: bytes

    @classmethod
    def of(cls, levels: Mapping[str, int]) -> "Levels":
        """These terms with their levels."""
        return cls("\n".join(levels), bytes(levels.values()))

    @property
    def words(self) -> list[str]:
        """The terms."""
        return self.terms.split("\n") if self.terms else []


@remembered
@dataclass(frozen=True)
class Analysed:
    """One page as terms with levels, which do not depend on other pages.

    `prominent` are the words of title, aliases, answer and headings, `running` those that only running text has,
    `shingles` the single characters and bigrams of names and questions; `spoken` are the words of title and aliases
    that can be typed by their sounds.
    """

    document: SearchDocument
    prominent: Levels
    running: Levels
    shingles: Levels
    spoken: tuple[str, ...]


def build_index(
    joined: "Joined",
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
    spoken = joined.spoken.keys() | set(filter(_is_spoken, also))
    sounded = _sounds(spoken & index.keys(), index, set(analyzer.own_words))
    kept = {shingle: _best(found) if len(found) > MOST_PAGES else found for shingle, found in joined.shingles.items()}
    return SearchIndex(documents, index, kept, _phrases(documents, ignored), sounded, own_characters)


def analyse(document: SearchDocument, analyzer: Analyzer) -> Analysed:
    """The terms of one page."""
    weights: Counter[str] = Counter()
    named: set[str] = set()
    for name, weight in ((document.title, TITLE), *((alias, ALIAS) for alias in document.aliases)):
        found = analyzer.words(name)
        named.update(found)
        _weigh(weights, found, weight)
    prominent = set(named)
    headings = ((f"{part.heading} {part.short}", HEADING) for part in document.parts if part.heading)
    for text, weight in ((document.answer, ANSWER), *headings):
        found = analyzer.words(text)
        prominent.update(found)
        _weigh(weights, found, weight)
    prominent |= _weigh_questions(weights, document, analyzer)
    body = _body_weight(document)
    for term, times in Counter(analyzer.words("\n".join(part.body for part in document.parts))).items():
        weights[term] += times * body  # type: ignore[assignment]
    spoken = tuple(filter(_is_spoken, sorted(named)))
    kinds: tuple[dict[str, int], ...] = ({}, {})
    for term, weight in weights.items():
        kinds[term not in prominent][term] = _level(weight, document.prior)
    first, second = map(Levels.of, kinds)
    return Analysed(document, first, second, _shingles(document), spoken)


def _shingles(document: SearchDocument) -> Levels:
    """The shingles of title, aliases, answer, headings and questions."""
    weights: Counter[str] = Counter()
    headings = ((f"{part.heading} {part.short}", SAID_BELOW) for part in document.parts if part.heading)
    names = ((name, CALLED) for name in (document.title, *document.aliases))
    for text, weight in (*names, (document.answer, 1.0), *headings):
        _weigh(weights, shingles(text), weight)
    asked = Counter(shingle for question in document.questions for shingle in set(shingles(question)))
    for shingle, times in asked.items():
        if times == 1 and shingle not in weights and len(shingle) == 2:
            continue  # a bigram of a single question says little, and half of all bytes would be such bigrams
        weights[shingle] += times
    whole = sum(weights.values())
    levels = {weight: _part_level(weight * document.prior / whole) for weight in set(weights.values())}
    return Levels.of({shingle: levels[weight] for shingle, weight in weights.items()})


def _part_level(part: float) -> int:
    """A share (0 to 1) as a level."""
    return min(LEVELS, max(1, round(OCTAVE * (log2(part) + RAREST))))


def _weigh_questions(weights: Counter[str], document: SearchDocument, analyzer: Analyzer) -> set[str]:
    """Adds weights for the terms of a page's questions, by the number of questions with the term; returns the terms."""
    asked: Counter[str] = Counter()
    words: set[str] = set()
    for question in document.questions:
        found = set(analyzer.words(question))
        words |= found
        asked.update(found)
    for term, times in asked.items():
        weights[term] += QUESTION * min(ASKED_AT_MOST, log2(1 + times))  # type: ignore[assignment]
    return words


def _body_weight(document: SearchDocument) -> float:
    """The weight of one word of running text, which decreases with the length of the page."""
    length = sum(len(part.body) for part in document.parts)
    return BODY / max(0.7, 1 - LENGTH + LENGTH * length / TYPICAL_LENGTH)


def _weigh(weights: Counter[str], terms: Iterable[str], weight: float) -> None:
    for term in terms:
        weights[term] += weight  # type: ignore[assignment]


@lru_cache(1 << 14)
def _level(weight: float, prior: float) -> int:
    return min(LEVELS, max(1, round(LEVELS * prior * weight / (SATURATION + weight))))


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


def _is_spoken(word: str) -> bool:
    return is_han(word) and 1 < len(word) <= LONGEST_WORD


def _sounds(spoken: set[str], terms: dict[str, IndexTerm], own: set[str]) -> dict[str, tuple[str, ...]]:
    """The words by sound, for words of titles, aliases and synonyms; by initials only for the base's own words."""
    found: dict[str, set[str]] = {}
    for word in spoken:
        for said in (*sounds(word), initials(word)) if word in own else sounds(word):
            found.setdefault(said, set()).add(word)
    return {
        said: tuple(sorted(words, key=lambda word: (word not in own, -terms[word].pages, word))[:8])
        for said, words in found.items()
        if said
    }
