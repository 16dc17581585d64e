"""How alike sentences are: by the pairs of characters that they share, whatever their punctuation.

A short sketch of each sentence finds those worth comparing, so that no sentence is compared with all others.
"""

import re
from collections.abc import Iterator, Sequence
from zlib import crc32

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
Shape = tuple[int, int, int]


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
    """How many pairs of characters a sentence has, a bit for each of them, and how many bits that makes."""
    places = {each % _BITS for each in pairs}
    return len(pairs), sum(map(_BIT.__getitem__, places)), len(places)


def at_most(one: Shape, other: Shape) -> float:
    """No two sentences of these shapes are more alike; to know that takes no look at their words."""
    common = (one[1] & other[1]).bit_count()
    only_one, only_other = one[2] - common, other[2] - common
    whole = max(one[0] + only_other, other[0] + only_one)
    return min(one[0] - only_one, other[0] - only_other) / whole if whole else 0.0


def sketch(pairs: Pairs) -> Sketch:
    """Four marks of a sentence: of two that are three quarters alike, hardly any have none in common.

    The pairs of characters are dealt into bins; the least of each bin stands for it.
    """
    least = [-1] * _BINS
    for each in sorted(pairs, reverse=True):
        least[each % _BINS] = each
    return tuple(hash((place, *least[place : place + 2])) for place in range(0, _BINS, 2))


def candidates(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """The pairs of sentences (the earlier first) that may be alike, given the sketches of all."""
    holding: dict[int, list[int]] = {}
    for index, marks in enumerate(sketches):
        found: set[int] = set()
        for mark in marks:
            before = holding.setdefault(mark, [])
            found.update(before)
            if len(before) < MOST:
                before.append(index)
        yield from ((other, index) for other in sorted(found))
