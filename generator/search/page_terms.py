"""The terms of one page with their weights: by field, by the length of the page, by how often readers ask with them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log2
from typing import NamedTuple

from generator.remembering.values import remembered
from generator.search.analysis import Analyzer, is_han, shingles
from generator.search.document import SearchDocument

TITLE, ALIAS, HEADING, ANSWER, BODY = 9.0, 6.0, 3.0, 3.0, 0.6
"""Weights of a term by field (BM25F)."""
QUESTION, ASKED_AT_MOST = 3.0, 3.0
"""Weight of a term in `questions`, and how much repetition raises it (per doubling of occurrences)."""
SATURATION = 8.0
LENGTH = 0.4
"""BM25's k1 and b; only bodies are normalised by length."""
TYPICAL_LENGTH = 500
"""Length of an average page in characters; fixed, so that weights on a page do not depend on other pages."""
OF_A_SENTENCE = 0.3
"""How much a way of asking for one sentence of a page counts, relative to one for the page."""
CALLED, SAID_BELOW = 3.0, 0.5
"""Weights of a shingle in names and in headings, relative to one in `questions` or the answer."""
OCTAVE, RAREST = 2, 11
"""Scale of a shingle's level by its share of the names and questions of a page: levels per doubling, counted from a
share of one in 2 to this power.
"""
LEVELS = 15
"""The highest level: weights are rounded to levels from 1 to this."""
LONGEST_WORD = 8
"""Maximum length in characters of a word that is found by its sound."""


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

    prominent: Levels
    running: Levels
    shingles: Levels
    spoken: tuple[str, ...]


def analyse(document: SearchDocument, analyzer: Analyzer) -> Analysed:
    """The terms of one page."""
    title, aliases = Counter(analyzer.words(document.title)), Counter(analyzer.words("\n".join(document.aliases)))
    fields = (
        (title, TITLE),
        (aliases, ALIAS),
        (Counter(analyzer.words(document.answer)), ANSWER),
        (Counter(analyzer.words(_headings(document))), HEADING),
        (_asked(document, analyzer.words), 1.0),
    )
    body, weight = Counter(analyzer.words("\n".join(part.body for part in document.parts))), _body_weight(document)
    first = {term: _level(told + body.get(term, 0) * weight, document.prior) for term, told in _weighed(fields).items()}
    levels = {times: _level(times * weight, document.prior) for times in set(body.values())}
    second = {term: levels[times] for term, times in body.items() if term not in first}
    spoken = tuple(filter(is_spoken, sorted({*title, *aliases})))
    return Analysed(Levels.of(first), Levels.of(second), _shingles(document), spoken)


def _shingles(document: SearchDocument) -> Levels:
    """The shingles of title, aliases, answer, headings and questions."""
    fields = (
        (Counter(shingles("\n".join((document.title, *document.aliases)))), CALLED),
        (Counter(shingles(document.answer)), 1.0),
        (Counter(shingles(_headings(document))), SAID_BELOW),
    )
    weights = _weighed(fields)
    asked = _counted(document, shingles)
    for shingle, times in asked.items():
        if times <= 1 and shingle not in weights and len(shingle) == 2:
            continue  # a bigram of a single question says little, and half of all bytes would be such bigrams
        weights[shingle] = weights.get(shingle, 0) + times
    whole = sum(weights.values())
    levels = {weight: _part_level(weight * document.prior / whole) for weight in set(weights.values())}
    return Levels.of({shingle: levels[weight] for shingle, weight in weights.items()})


def _headings(document: SearchDocument) -> str:
    """The headings with their short answers, each on a line."""
    return "\n".join(f"{part.heading} {part.short}" for part in document.parts if part.heading)


def _weighed(fields: Iterable[tuple[Mapping[str, float], float]]) -> dict[str, float]:
    """The weight of each term in all fields together; these are given as how often each term occurs, with its weight."""
    weights: dict[str, float] = {}
    for found, weight in fields:
        for term, times in found.items():
            weights[term] = weights.get(term, 0) + times * weight
    return weights


def _asked(document: SearchDocument, words: Callable[[str], Iterable[str]]) -> dict[str, float]:
    """The weight of each term of a page's questions, by the number of questions with the term."""
    asked = _counted(document, words)
    return {term: QUESTION * min(ASKED_AT_MOST, log2(1 + times)) for term, times in asked.items()}


def _part_level(part: float) -> int:
    """A share (0 to 1) as a level."""
    return min(LEVELS, max(1, round(OCTAVE * (log2(part) + RAREST))))


def _body_weight(document: SearchDocument) -> float:
    """The weight of one word of running text, which decreases with the length of the page."""
    length = sum(len(part.body) for part in document.parts)
    return BODY / max(0.7, 1 - LENGTH + LENGTH * length / TYPICAL_LENGTH)


@lru_cache(1 << 14)
def _level(weight: float, prior: float) -> int:
    return min(LEVELS, max(1, round(LEVELS * prior * weight / (SATURATION + weight))))


def is_spoken(word: str) -> bool:
    """Whether a word can be typed by its sound."""
    return is_han(word) and 1 < len(word) <= LONGEST_WORD


def _counted(document: SearchDocument, parts: Callable[[str], Iterable[str]]) -> dict[str, float]:
    """How many ways of asking for a page have a part; those that ask for one of its sentences count less."""
    whole = Counter(part for question in document.questions for part in set(parts(question)))
    asked = Counter(part for reply in document.replies for ask in reply.asks for part in set(parts(ask)))
    return _weighed(((whole, 1.0), (asked, OF_A_SENTENCE)))
