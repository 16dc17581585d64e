"""Compares the words before a citation with the clauses of its source, to find citations of the wrong clause."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from generator.linting.likeness import Pairs, pairs_of_characters
from generator.linting.sentences import Sentence
from generator.reading.references import Reference, masked
from generator.remembering.memo import digest

_NAMES = re.compile(r"《[^》\n]{1,60}》|第[一二三四五六七八九十百千零]{1,9}条|施行|生效")
_FEW = 60
"""Number of clauses as which a shorter source counts: what all of its few clauses hold is not common otherwise."""


class ClauseWords(NamedTuple):
    """The id of a clause, and its text with its summary."""

    id: str
    words: str


class SourceClauses:
    """The clauses of one source, and how well words fit each of them."""

    def __init__(self, named: str, clauses: Sequence[ClauseWords]) -> None:
        """`named` is how the source is called, which fits each of its clauses."""
        self.named, self.clauses = named, tuple(clauses)

    def __repr__(self) -> str:
        """A hash of the clauses."""
        return digest(self.named, *(part for clause in self.clauses for part in clause)).hex()

    @cached_property
    def _pairs(self) -> dict[str, Pairs]:
        return {clause.id: pairs_of_characters(_NAMES.sub("", clause.words)) for clause in self.clauses}

    @cached_property
    def _weights(self) -> Mapping[int, float]:
        """The weight of each pair of characters: the fewer clauses hold it, the higher."""
        holding = Counter(pair for pairs in self._pairs.values() for pair in pairs)
        return {pair: math.log(max(len(self.clauses), _FEW) / count) for pair, count in holding.items()}

    @cached_property
    def _own_name(self) -> Pairs:
        return pairs_of_characters(self.named)

    def fits(self, words: str) -> dict[str, float]:
        """By clause, the weight of what it has in common with some words."""
        about = pairs_of_characters(_NAMES.sub("", words)) - self._own_name
        weights = self._weights
        return {name: sum(map(weights.__getitem__, about & pairs)) for name, pairs in self._pairs.items()}


class CitedWords(NamedTuple):
    """Some words of a sentence and the citations right behind them."""

    words: str
    citations: tuple[Reference, ...]


def cited_words(sentence: Sentence) -> Iterator[CitedWords]:
    """The parts of a sentence, each with the citations that follow it."""
    begin, end, found = 0, 0, list[Reference]()
    for each in (*sentence.references, None):
        if each and each.kind != "citation":
            continue
        if found and (each is None or sentence.words[end : each.start].strip()):
            yield CitedWords(_bare(sentence, begin, found[0].start), tuple(found))
            begin, found = end, []
        if each:
            found.append(each)
            end = each.end


def _bare(sentence: Sentence, start: int, end: int) -> str:
    links = [each.moved(-start) for each in sentence.references if start <= each.start and each.end <= end]
    return masked(sentence.words[start:end], links, "")
