"""Translates texts from the standard language into dialects, since nobody can write down every question in every
dialect.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple
from zlib import crc32

from generator.search.analysis import folded

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


def local_words(places: Iterable[Words], texts: Iterable[str]) -> dict[str, str]:
    """The words of dialects, separated by spaces, by the word of the standard language that they mean.

    Each stands once, for its first meaning. A word that these texts, which are in the standard language, use as well is left out: 点 is 怎么 only in Cantonese.
    """
    written = folded("\n".join(texts))
    meant: dict[str, str] = {}
    for words in places:
        for standard, locals_ in words.items():
            known = {*meant, folded(standard)}
            new = (word for word in map(folded, locals_) if word not in known and word not in written)
            meant |= dict.fromkeys(new, folded(standard))
    return {
        standard: " ".join(word for word in meant if meant[word] == standard) for standard in sorted({*meant.values()})
    }


STANDARD = Dialects(())
"""No dialects."""
