"""A prefilter for regular expressions: a text is searched with a pattern only if it contains a string that every match
needs.

Patterns with look-behinds try each alternative at each character; a search for plain strings is much faster. The strings
are derived from the pattern itself, as in RE2's prefilters, so that they are always up to date.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from itertools import chain
from typing import Any, Generic, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation

op: Any
parser: Any
try:
    # The parser of `re` itself, which is internal to CPython. Without it there are no prefilters: rules are slower and
    # find the same.
    op, parser = import_module("re._constants"), import_module("re._parser")
except ImportError:
    op = parser = None

_MOST = 64
"""The maximum number of strings a part of a pattern is expanded into."""
_CAPITALS = re.IGNORECASE

Strings = frozenset[str]
ItemT = TypeVar("ItemT")


def may_match(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a text contains one of the strings that every match of a pattern must contain; true if no such strings
    are known.
    """
    looks = _looks(pattern)
    for look in looks or ():  # asked for each sentence of the base: `any` takes twice as long
        if look.search(text):
            return True
    return looks is None


def required(pattern: re.Pattern[str]) -> Strings | None:
    """Strings of which every match of a pattern contains at least one; None if none can be derived."""
    if pattern.flags & _CAPITALS:
        return None
    try:
        return _sequence(parser.parse(pattern.pattern, pattern.flags))[1]
    except (AttributeError, TypeError, ValueError):  # another version of the parser, or an unknown node
        return None


def places(patterns: tuple[re.Pattern[str], ...], text: str) -> list[int] | None:
    """The offsets in a text of the required strings of these patterns, in order; None if none can be derived."""
    look = _look_together(patterns)
    if look is None:
        return None
    return sorted([start for _, start, _ in look.find_matches_as_indexes(text, overlapping=True)])


class Screen(Generic[ItemT]):
    """Of some items, those that may matter for a text, by one look for the strings of all of them."""

    def __init__(self, known: Iterable[tuple[ItemT, Strings | None]]) -> None:
        """`known` gives each item with strings of which a text must hold one; None if it matters for every text."""
        self._items: list[ItemT] = []
        self._always: list[int] = []
        self._having = defaultdict[str, list[int]](list)
        for at, (item, strings) in enumerate(known):
            self._items.append(item)
            if strings is None or "" in strings:
                self._always.append(at)
            else:
                for string in strings:
                    self._having[string].append(at)
        self._look = _look_for(list(self._having))

    def among(self, text: str) -> list[ItemT]:
        """The items that may matter for a text, in their order."""
        found = set(self._look.find_matches_as_strings(text, overlapping=True))
        return [self._items[at] for at in sorted({*self._always, *chain(*(self._having[each] for each in found))})]


def among(patterns: tuple[re.Pattern[str], ...], text: str) -> list[re.Pattern[str]]:
    """Those of some patterns that may match in a text."""
    return _screen(patterns).among(text)


def required_by_any(patterns: Iterable[re.Pattern[str]]) -> Strings | None:
    """Strings of which every match of any of these patterns contains at least one; None if none can be derived."""
    known = [required(pattern) for pattern in patterns]
    return None if None in known else frozenset().union(*filter(None, known))


@cache
def _screen(patterns: tuple[re.Pattern[str], ...]) -> Screen[re.Pattern[str]]:
    return Screen([(pattern, required(pattern)) for pattern in patterns])


@cache
def _looks(pattern: re.Pattern[str]) -> tuple[re.Pattern[str], ...] | None:
    strings = required(pattern)
    return None if strings is None else _looks_for(strings)


@cache
def _look_together(patterns: tuple[re.Pattern[str], ...]) -> AhoCorasick | None:
    strings = required_by_any(patterns)
    return None if strings is None else _look_for(sorted(strings))


def _look_for(strings: list[str]) -> AhoCorasick:
    """One look for many strings; this kind of automaton takes longer to make, and half as long to look."""
    return AhoCorasick(strings, implementation=Implementation.DFA)


def _looks_for(strings: Strings) -> tuple[re.Pattern[str], ...]:
    """Patterns that find the strings fast: single characters as a class, longer strings as alternatives."""
    characters = "".join(sorted(string for string in strings if len(string) == 1))
    words = sorted(string for string in strings if len(string) > 1)
    patterns = (f"[{re.escape(characters)}]" if characters else "", "|".join(map(re.escape, words)))
    return tuple(re.compile(each) for each in patterns if each)


def _sequence(items: Iterable[tuple[Any, Any]]) -> tuple[Strings | None, Strings | None]:
    """For a sequence of parts: all strings that it can match (if few), and strings of which each match contains one."""
    nothing = frozenset([""])
    whole: Strings | None = nothing
    run: Strings | None = nothing
    best: Strings | None = None
    for item in items:
        exact, held = _item(*item)
        if exact is not None and not exact:
            return exact, exact
        longer = _product(run, exact)
        best = _better(best, held) if longer else _better(_better(best, held), run)
        whole, run = _product(whole, exact), longer or exact or nothing
    return whole, _better(best, run)


def _product(first: Strings | None, second: Strings | None) -> Strings | None:
    if first is None or second is None or len(first) * len(second) > _MOST:
        return None
    return frozenset(a + b for a in first for b in second)


def _better(first: Strings | None, second: Strings | None) -> Strings | None:
    """Of two sets of strings the rarer one; a set with an empty string is useless, an empty set means that nothing matches."""
    known = [strings for strings in (first, second) if strings is not None and "" not in strings]
    return min(known, key=lambda strings: sum(map(_frequency, strings)), default=None)


_COMMON = "，。、：；"
"""Marks that most texts hold."""


def _frequency(string: str) -> float:
    """The relative frequency of a string in Chinese prose, estimated."""
    one = 2 if string.isdecimal() else 4 if string.isascii() else 32 if string in _COMMON else 8
    return float(one / 8 ** (len(string) - 1))


def _item(code: Any, value: Any) -> tuple[Strings | None, Strings | None]:
    """The same as `_sequence` for one part of a pattern."""
    if code is op.LITERAL:
        return frozenset([chr(value)]), None
    if code is op.ASSERT_NOT and not len(value[1]):  # `(?!)`, as an empty list of words is written
        return frozenset(), None
    if code in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return frozenset([""]), None
    if code is op.IN:
        return _class(value), None
    if code is op.SUBPATTERN:
        return (None, None) if value[1] & _CAPITALS else _sequence(value[-1])
    if code is op.BRANCH:
        return _branch(value[1])
    if code in (op.MAX_REPEAT, op.MIN_REPEAT):
        return _repeat(*value)
    return None, None


def _class(parts: Iterable[tuple[Any, Any]]) -> Strings | None:
    found: set[str] = set()
    for code, value in parts:
        if code is op.LITERAL:
            found.add(chr(value))
        elif code is op.RANGE and value[1] - value[0] < _MOST:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(found) if len(found) <= _MOST else None


def _branch(branches: Iterable[Any]) -> tuple[Strings | None, Strings | None]:
    sides = [_sequence(branch) for branch in branches]
    exacts = [exact for exact, _ in sides if exact is not None]
    helds = [held for _, held in sides if held is not None]
    exact = frozenset().union(*exacts) if len(exacts) == len(sides) else None
    return (exact if exact is not None and len(exact) <= _MOST else None), (
        frozenset().union(*helds) if len(helds) == len(sides) else None
    )


def _repeat(least: int, most: Any, items: Iterable[tuple[Any, Any]]) -> tuple[Strings | None, Strings | None]:
    exact, held = _sequence(items)
    if (least, most) == (0, 1) and exact is not None:
        return exact | {""}, None
    often = exact
    for _ in range(least - 1):
        often = _product(often, exact)
    return (often if least == most else None), (_better(held, often) if least else None)
