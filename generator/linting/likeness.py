"""Similarity of sentences: the share of common character bigrams, ignoring punctuation.

MinHash sketches find the candidates for comparison, so that no sentence is compared with all others.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

from generator.remembering.values import remembered

MOST = 12
"""The maximum number of earlier sentences that one mark of a sketch leads to, so that common phrases are not compared
with everything.
"""
_BINS = 8
_SIGN = re.compile(r"[\W_]+")

_BITS = 256
_BIT = tuple(1 << place for place in range(_BITS))

Pairs = frozenset[int]
Sketch = tuple[int, ...]


@remembered
class Shape(NamedTuple):
    """A summary of a sentence for a fast upper bound of its similarity: number of bigrams, a bit set of them, number of
    bits.
    """

    size: int
    bits: int
    ones: int


def pairs_of_characters(words: str) -> Pairs:
    """The character bigrams of a text, as numbers."""
    characters = _SIGN.sub("", words).encode("utf-16-be", "surrogatepass")
    return frozenset(map(crc32, [characters[at : at + 4] for at in range(0, len(characters) - 2, 2)]))


def likeness(one: Pairs, other: Pairs) -> float:
    """The similarity of two sentences, from 0 to 1."""
    common = len(one & other)
    whole = len(one) + len(other) - common
    return common / whole if whole else 0.0


def shape(pairs: Pairs) -> Shape:
    """The shape of a sentence, given its bigrams."""
    places = {each % _BITS for each in pairs}
    return Shape(len(pairs), sum(map(_BIT.__getitem__, places)), len(places))


def may_be_alike(one: Shape, others: Iterable[int], shapes: Sequence[Shape], least: float) -> Iterator[int]:
    """The indices among `others` of sentences whose similarity to `one` may be at least `least`, judged by shapes only."""
    size, bits, ones = one
    for number in others:
        other_size, other_bits, other_ones = shapes[number]
        common = (bits & other_bits).bit_count()
        # Each bit that only one of them has means at least one bigram that is not shared. They must share at least:
        needed = least * (size + other_size) / (1 + least) - common
        if size - ones >= needed and other_size - other_ones >= needed:
            yield number


def sketch(pairs: Pairs) -> Sketch:
    """The MinHash sketch of a sentence, four values: two sentences with a similarity of 0.75 almost always share one.

    Bigrams are distributed into four bins, and the smallest of each bin represents it.
    """
    least = [-1] * _BINS
    for each in sorted(pairs):
        if least[each % _BINS] < 0:
            least[each % _BINS] = each
            if -1 not in least:
                break
    return tuple(hash((place, *least[place : place + 2])) for place in range(0, _BINS, 2))


def candidates(sketches: Iterable[Iterable[int]], wanted: Container[int]) -> Iterator[tuple[int, set[int]]]:
    """The wanted ones among some sentences by their index, given all sketches; each with the indices of earlier sentences
    that may be similar.
    """
    holding: defaultdict[int, list[int]] = defaultdict(list)
    for index, marks in enumerate(sketches):
        before = [holding[mark] for mark in marks]
        if index in wanted:
            yield index, set().union(*before)
        for some in before:
            if len(some) < MOST:
                some.append(index)
