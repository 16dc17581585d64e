"""Long lists in pieces, cut at places that the entries choose by themselves."""

from collections.abc import Callable, Sequence
from typing import TypeVar
from zlib import crc32

ValueT = TypeVar("ValueT")

WHOLE = 500
"""A list up to this length stays whole."""
LEAST = 128
"""The fewest entries of a piece but the last; on average it has twice as many."""


def pieces(values: Sequence[ValueT], key: Callable[[ValueT], str]) -> list[Sequence[ValueT]]:
    """The values in pieces, at least one; a new value changes no piece but its own, or cuts that in two."""
    if len(values) <= WHOLE:
        return [values]
    found: list[list[ValueT]] = [[]]
    for value in values:
        if len(found[-1]) >= LEAST and crc32(key(value).encode()) % LEAST == 0:
            found.append([])
        found[-1].append(value)
    return [*found]
