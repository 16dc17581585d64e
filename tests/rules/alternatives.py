"""The parts of a pattern that can be left out, and what comes near to matching one of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

_LOOKS = ("(?=", "(?!", "(?<=", "(?<!")


@dataclass
class _Group:
    start: int
    bars: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """What is left out, and the pattern without it."""

    words: str
    rest: str


def parts(pattern: str) -> Iterator[Part]:
    """Every alternative and look-around of a pattern, with what remains when it alone is gone."""
    open_groups, place = [_Group(-1)], 0
    while place < len(pattern):
        character = pattern[place]
        if character == "\\":
            place += 1
        elif character == "[":
            place = _end_of_class(pattern, place)
        elif character == "(":
            open_groups.append(_Group(place))
        elif character == "|":
            open_groups[-1].bars.append(place)
        elif character == ")":
            yield from _of_group(pattern, open_groups.pop(), place)
        place += 1
    yield from _alternatives(pattern, 0, open_groups.pop().bars, len(pattern))


def _end_of_class(pattern: str, start: int) -> int:
    place = start + (2 if pattern[start + 1] == "^" else 1)
    place += pattern[place] == "]"
    while pattern[place] != "]":
        place += 2 if pattern[place] == "\\" else 1
    return place


def _of_group(pattern: str, group: _Group, end: int) -> Iterator[Part]:
    if pattern.startswith(_LOOKS, group.start):
        yield Part(pattern[group.start : end + 1], pattern[: group.start] + pattern[end + 1 :])
    yield from _alternatives(pattern, _after_mark(pattern, group.start), group.bars, end)


def _after_mark(pattern: str, start: int) -> int:
    """Where the words of a group begin: behind `(?:`, `(?P<name>`, `(?i:` and the like."""
    for mark in (*sorted(_LOOKS, key=len, reverse=True), "(?:", "(?i:"):
        if pattern.startswith(mark, start):
            return start + len(mark)
    return pattern.index(">", start) + 1 if pattern.startswith("(?P<", start) else start + 1


def _alternatives(pattern: str, start: int, bars: list[int], end: int) -> Iterator[Part]:
    edges = [start - 1, *bars, end]
    for before, after in pairwise(edges) if bars else ():
        cut = (before, after) if before >= start else (start, after + 1)
        yield Part(pattern[before + 1 : after], pattern[: cut[0]] + pattern[cut[1] :])


_HAN = re.compile("[\u4e00-\u9fff]+")
_LOOK = re.compile(r"\(\?<?[!=][^()]*\)")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]|\\.")
_ATOM = re.compile(r"(?:\((?:[^()]|\([^()]*\))*\)|\[\^?\]?(?:\\.|[^\]\\])*\]|\\.|[^|])(?:\{[^}]*\}|[*+?])?")


def comes_near(words: str, sentence: str) -> bool:
    """Whether a sentence holds half of some words in a row."""
    half = (len(words) + 1) // 2
    return any(words[start : start + half] in sentence for start in range(len(words) - half + 1))


def nearly_matches(pattern: str, sentence: str) -> bool:
    """Whether a sentence holds half of the Chinese words of a pattern, or matches it when one of its atoms is gone."""
    han = _HAN.findall(_CLASS.sub("\n", _LOOK.sub("", pattern)))
    atoms = list(_ATOM.finditer(pattern))
    shorter = [pattern] if len(atoms) == 1 else [pattern[: a.start()] + pattern[a.end() :] for a in atoms]
    return any(comes_near(words, sentence) for words in han) or any(re.search(rest, sentence) for rest in shorter)
