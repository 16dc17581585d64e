"""What is written in the standard language, as people of some place say it: nobody can write down each question in each dialect."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple
from zlib import crc32

Words = dict[str, Sequence[str]]
"""What the words of the standard language are in one place."""


class Place(NamedTuple):
    """The words of one place, and what finds those of the standard language, the longest first."""

    words: Words
    found: re.Pattern[str]

    @classmethod
    def of(cls, words: Words) -> "Place":
        """A place with these words."""
        return cls(words, re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))))

    def says(self, text: str) -> str:
        """The text as people there say it."""
        number = crc32(text.encode())
        return self.found.sub(lambda word: (some := self.words[word[0]])[number % len(some)], text)


class Dialects:
    """The words of some places."""

    def __init__(self, places: Iterable[Words]) -> None:
        self._words = tuple(filter(None, places))

    @cached_property
    def _places(self) -> tuple[Place, ...]:
        return tuple(map(Place.of, self._words))

    def says(self, text: str) -> tuple[str, ...]:
        """The text as it is said in one of the places, always in the same one; nothing where all say it alike."""
        others = [other for place in self._places if (other := place.says(text)) != text]
        return (others[crc32(text.encode()) % len(others)],) if others else ()


STANDARD = Dialects(())
"""Everybody speaks the standard language."""
