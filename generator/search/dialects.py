"""Translates texts from the standard language into dialects, since nobody can write down every question in every
dialect.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple
from zlib import crc32

Words = dict[str, Sequence[str]]
"""The local words of one dialect, by the standard word that they mean."""


class Place(NamedTuple):
    """The words of one dialect, and a pattern that finds the standard words, longest first."""

    words: Words
    found: re.Pattern[str]

    @classmethod
    def of(cls, words: Words) -> "Place":
        """A dialect with these words."""
        return cls(words, re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))))

    def says(self, text: str) -> str:
        """The text in this dialect."""
        number = crc32(text.encode())
        return self.found.sub(lambda word: (some := self.words[word[0]])[number % len(some)], text)


class Dialects:
    """Several dialects."""

    def __init__(self, places: Iterable[Words]) -> None:
        self._words = tuple(filter(None, places))

    @cached_property
    def _places(self) -> tuple[Place, ...]:
        return tuple(map(Place.of, self._words))

    def says(self, text: str) -> tuple[str, ...]:
        """The text in one of the dialects, always the same one for a text; empty if no dialect differs."""
        others = [other for place in self._places if (other := place.says(text)) != text]
        return (others[crc32(text.encode()) % len(others)],) if others else ()


STANDARD = Dialects(())
"""No dialects."""
