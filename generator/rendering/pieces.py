"""Splits long lists at places that depend on the items' own keys, so that a new item changes few pieces."""

from collections.abc import Callable, Sequence
from typing import TypeVar
from zlib import crc32

ValueT = TypeVar("ValueT")

WHOLE = 500
"""A list up to this length is not split."""
LEAST = 128
"""Minimum number of items in a piece (except the last); the average is twice as many."""


def pieces(values: Sequence[ValueT], key: Callable[[ValueT], str]) -> list[Sequence[ValueT]]:
    """The values in pieces, at least one; a new value changes only its own piece or splits it in two."""
    if len(values) <= WHOLE:
        return [values]
    found: list[list[ValueT]] = [[]]
    for value in values:
        if len(found[-1]) >= LEAST and crc32(key(value).encode()) % LEAST == 0:
            found.append([])
        found[-1].append(value)
    return [*found]
