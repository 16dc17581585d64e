"""How alike sentences are: by the pairs of characters that they share, whatever their punctuation.

A short sketch of each sentence finds those worth comparing, so that no sentence is compared with all others.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
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
    """What a sentence looks like from afar: how many pairs of characters it has, a bit for each of them, how many bits."""

    size: int
    bits: int
    ones: int


def pairs_of_characters(words: str) -> Pairs:
    """What two sentences are compared by: each character with the next, as a number."""
    characters = _SIGN.sub("", words).encode("utf-16-be", "surrogatepass")
    return frozenset(crc32(characters[at : at + 4]) for at in range(0, len(characters) - 2, 2))


def likeness(one: Pairs, other: Pairs) -> float:
    """How much of two sentences is common to both: 0 for nothing, 1 for all."""
    common = len(one & other)
    whole = len(one) + len(other) - common
    return common / whole if whole else 0.0


def shape(pairs: Pairs) -> Shape:
    """The shape of a sentence."""
    places = {each % _BITS for each in pairs}
    return Shape(len(pairs), sum(map(_BIT.__getitem__, places)), len(places))


def may_be_alike(one: Shape, others: Iterable[int], shapes: Sequence[Shape], least: float) -> Iterator[int]:
    """The sentences of these shapes that can be so much alike one; to know that takes no look at their words."""
    size, bits, ones = one
    for number in others:
        other_size, other_bits, other_ones = shapes[number]
        common = (bits & other_bits).bit_count()
        # Behind a bit that only one of them has is at least one pair that they do not share. So much must they share:
        needed = least * (size + other_size) / (1 + least) - common
        if size - ones >= needed and other_size - other_ones >= needed:
            yield number


def sketch(pairs: Pairs) -> Sketch:
    """Four marks of a sentence: of two that are three quarters alike, hardly any have none in common.

    The pairs of characters are dealt into bins; the least of each bin stands for it.
    """
    least = [-1] * _BINS
    for each in sorted(pairs, reverse=True):
        least[each % _BINS] = each
    return tuple(hash((place, *least[place : place + 2])) for place in range(0, _BINS, 2))


def candidates(sketches: Iterable[Sketch]) -> Iterator[set[int]]:
    """For each sentence the earlier ones that may be like it, by their numbers, given the sketches of all."""
    holding: dict[int, list[int]] = {}
    for index, marks in enumerate(sketches):
        found: set[int] = set()
        for mark in marks:
            before = holding.setdefault(mark, [])
            found.update(before)
            if len(before) < MOST:
                before.append(index)
        yield found
