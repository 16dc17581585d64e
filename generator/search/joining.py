"""Joins the terms of pages: for each term the pages that have it. What a build has joined is kept for the next one, which
takes out and puts in only the pages that have changed.
"""

from array import array
from bisect import bisect_left, insort
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.remembering.values import remembered
from generator.search.page_terms import Analysed, Levels

Postings = defaultdict[str, "array[int]"]


@remembered
class Kept(NamedTuple):
    """What a build leaves for the next one: the cache key of each page by its number, the pages of each term and shingle,
    the number of pages on which a word is prominent or spoken, and texts of encoded postings by their hash.
    """

    pages: dict[int, bytes]
    terms: dict[str, bytes]
    shingles: dict[str, bytes]
    prominent: dict[str, int]
    spoken: dict[str, int]
    encoded: dict[bytes, str]


class Joined:
    """For each term and shingle of some pages their postings: a page's number times 32 plus a level, in order."""

    def __init__(self, kept: Kept | None = None) -> None:
        self.terms, self.shingles = _restored(kept.terms if kept else {}), _restored(kept.shingles if kept else {})
        self.prominent, self.spoken = Counter(kept.prominent if kept else {}), Counter(kept.spoken if kept else {})
        self._last = max(kept.pages if kept else (), default=-1)

    @classmethod
    def of(cls, pages: Iterable[tuple[int, Analysed]]) -> "Joined":
        """The terms of these pages, given with their numbers."""
        joined = cls()
        for number, page in pages:
            joined.add(number, page)
        return joined

    def add(self, number: int, page: Analysed) -> None:
        """Adds a page; this is fastest in the order of numbers."""
        put = _append if number > self._last else _insert
        for postings, found in self._parts(page):
            put(postings, number, found)
        self.prominent.update(page.prominent.words)
        self.spoken.update(page.spoken)
        self._last = max(self._last, number)

    def remove(self, number: int, page: Analysed) -> None:
        """Takes out a page that was added with this number and these terms."""
        for postings, found in self._parts(page):
            _delete(postings, number, found.words)
        self.prominent -= Counter(page.prominent.words)
        self.spoken -= Counter(page.spoken)

    def kept(self, pages: Mapping[int, bytes], encoded: Mapping[bytes, str]) -> Kept:
        """All of it for the next build, with the cache keys of the pages and the encoded postings."""
        terms, shingles = (
            {term: found.tobytes() for term, found in each.items()} for each in (self.terms, self.shingles)
        )
        return Kept(dict(pages), terms, shingles, dict(self.prominent), dict(self.spoken), dict(encoded))

    def _parts(self, page: Analysed) -> Iterator[tuple[Postings, Levels]]:
        yield self.terms, page.prominent
        yield self.terms, page.running
        yield self.shingles, page.shingles


def _restored(kept: Mapping[str, bytes]) -> Postings:
    return defaultdict(_empty, {term: array("I", found) for term, found in kept.items()})


def _empty() -> "array[int]":
    return array("I")


def _append(postings: Postings, number: int, found: Levels) -> None:
    # The same as `postings[term].append(number << 5 | level)` in a loop, without running Python code for each.
    pairs = map(postings.__getitem__, found.words), map((number << 5).__or__, found.levels)
    deque(map(array.append, *pairs), maxlen=0)


def _insert(postings: Postings, number: int, found: Levels) -> None:
    for term, level in zip(found.words, found.levels, strict=True):
        insort(postings[term], number << 5 | level)


def _delete(postings: Postings, number: int, terms: Iterable[str]) -> None:
    for term in terms:
        found = postings[term]
        del found[bisect_left(found, number << 5)]
        if not found:
            del postings[term]
