"""Finds the terms in a text that are linked automatically (longest match, since Chinese has no spaces)."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

from generator.content_types import CONTENT_TYPES
from generator.content_types.term import Term
from generator.linking.segmenting import boundaries
from generator.reading.library import Library

LONGEST_TITLE = 8
"""Maximum number of characters of an article's title that is linked; longer ones are sentences."""


@dataclass(frozen=True)
class TermIndex:
    """Words to link, each with the key of its entry, or None for exceptions (`not_in`)."""

    words: tuple[tuple[str, str | None], ...]

    @classmethod
    def of(cls, library: Library) -> "TermIndex":
        """The index of a library: names of terms first, then short titles of concepts and processes."""
        words: dict[str, str | None] = {}
        for document in library.section(Term.section):
            if isinstance(document.entry, Term) and document.entry.status == "published":
                words.update(dict.fromkeys(document.entry.not_in))
                if document.entry.auto_link:
                    for name in (document.entry.title, *document.entry.aliases):
                        words.setdefault(name, document.key)
        linked = (kind.section for kind in CONTENT_TYPES if kind.linked_by_title)
        for document in (document for section in linked for document in library.section(section)):
            if len(document.entry.title) <= LONGEST_TITLE:
                words.setdefault(document.entry.title, document.key)
        return cls(tuple(sorted((word, key) for word, key in words.items() if len(word) > 1)))

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick([word for word, _ in self.words], matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str, known: Container[str] = ()) -> Iterator[tuple[int, int, str]]:
        """Start, end and entry key of each word in a text, left to right, never overlapping; not of the `known` keys."""
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            key = self.words[index][1]
            if key and key not in known and not _inside_latin(text, start, end) and not _across_words(text, start, end):
                yield start, end, key


_WITHIN_LATIN = re.compile("(?<=[A-Za-z0-9])(?=[A-Za-z0-9])")


def _inside_latin(text: str, start: int, end: int) -> bool:
    """Whether a match of Latin letters is only a part of a longer word, as `LPR` in `XLPR2`."""
    return bool(_WITHIN_LATIN.match(text, start) or _WITHIN_LATIN.match(text, end))


def _across_words(text: str, start: int, end: int) -> bool:
    """Whether a word of the text crosses a boundary of a match (特征 for 征信 in 特征信息) or only ends with it (追诉时效 for 时效)."""
    if text[start].isascii():
        return False
    bounds = boundaries(text, start, end)
    return start not in bounds or (end not in bounds and not bounds.isdisjoint(range(start + 1, end)))
