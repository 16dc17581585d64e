"""Finds sentences that occur nearly word for word in several entries, as a measure of how much a base repeats itself."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from generator.language import say
from generator.linting.likeness import Pairs, likeness, pairs_of_characters
from generator.linting.sentences import said_by_others, sentences
from generator.reading.library import Library
from generator.remembering.values import remembered

LEAST = 20
"""Minimum length in characters: shorter sentences are often alike and are not counted."""
ALIKE = 0.5
"""Minimum similarity (0 to 1) of two sentences that count as repeated."""
_COMMON = 150
"""Pairs of characters that occur in more sentences than this are too common to find candidates by."""
_GAP = re.compile(r" (?=[，。；：、])")


@remembered
class EntrySentence(NamedTuple):
    """A sentence and the key of its entry."""

    key: str
    words: str


@remembered
@dataclass(frozen=True)
class Repetition:
    """The number of longer sentences in all articles, and groups of similar ones from different entries, largest first."""

    sentences: int
    groups: tuple[tuple[EntrySentence, ...], ...]

    @property
    def alike(self) -> int:
        """How many sentences have a similar one in another entry."""
        return sum(map(len, self.groups))


def in_words(found: Repetition) -> str:
    """The result as a sentence for the terminal."""
    share = 100 * found.alike / found.sentences if found.sentences else 0.0
    return say(
        f"{found.sentences} 句长句里，{found.alike} 句在别的条目里有几乎一样的（{share:.1f}%）",
        f"of {found.sentences} longer sentences {found.alike} are nearly alike in another entry ({share:.1f}%)",
    )


def repetition(library: Library) -> Repetition:
    """The repeated sentences of all articles; quotations are not compared."""
    said = tuple(_said(library))
    group = list(range(len(said)))
    for one, other in _pairs([pairs_of_characters(each.words) for each in said], [each.key for each in said]):
        first, second = _head(group, one), _head(group, other)
        group[max(first, second)] = min(first, second)
    groups: dict[int, list[EntrySentence]] = {}
    for index, each in enumerate(said):
        groups.setdefault(_head(group, index), []).append(each)
    several = (tuple(members) for members in groups.values() if len(members) > 1)
    return Repetition(len(said), tuple(sorted(several, key=lambda members: (-len(members), members))))


def _said(library: Library) -> Iterator[EntrySentence]:
    for document in library:
        for sentence in sentences(document) if document.article else ():
            words = _GAP.sub("", " ".join(sentence.shown.replace("**", "").split()))
            longer = sum(map(str.isalnum, words)) >= LEAST and not words.startswith("|")
            if longer and not said_by_others(document, sentence.text):
                yield EntrySentence(document.key, words)


def _pairs(contents: list[Pairs], keys: list[str]) -> Iterator[tuple[int, int]]:
    """Pairs of indices of similar sentences from different entries."""
    holding: dict[int, list[int]] = {}
    for index, content in enumerate(contents):
        before = [holding.setdefault(pair, []) for pair in content]
        common = Counter(chain.from_iterable(before))
        for sentences_with_it in before:
            if len(sentences_with_it) < _COMMON:
                sentences_with_it.append(index)
        for other, times in common.items():
            worth = times * 4 >= len(content) and keys[other] != keys[index]
            if worth and likeness(content, contents[other]) >= ALIKE:
                yield other, index


def _head(group: list[int], index: int) -> int:
    while group[index] != index:
        index = group[index]
    return index
