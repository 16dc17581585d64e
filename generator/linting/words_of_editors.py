"""What is wrong with the editors' words besides their form: doors that lead nowhere, words twice, numbers to call."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import Any

from generator.diagnostics import Diagnostic, Span, Wording, diagnostic
from generator.entry import Location, Target, walk
from generator.linting.numbers import numbers
from generator.reading.editors_words import FILES, DistressWords, EditorsWords, read_words
from generator.reading.library import Library
from generator.reading.yaml_nodes import GroupNode, Parsed, Scalar, locate, parse, places

_KINDS = {
    "mobile": Wording("手机号", "a mobile number"),
    "email": Wording("电子邮箱", "an e-mail address"),
    "messenger": Wording("聊天账号", "an account of a messenger"),
}
_NAMES = ("id", "simplified", "section")
"""Fields whose values name one item of a list each."""
_DOOR = Wording("写“栏目/条目”，如 paths/just-got-a-call。", "Write section/entry.")
_NO_QUOTES = Wording("去掉引号", "no quotation marks")
_WHOLE = Wording("括号用全角，成对写：（甲/乙）", "full-width brackets in pairs: （a/b）")


def findings(files: Mapping[str, bytes], words: EditorsWords, library: Library) -> Iterator[Diagnostic]:
    """What is wrong in the files that hold the editors' words, as far as they could be read."""
    for path, (name, _) in FILES.items():
        values = _values(path, files[path]) if path in files else ()
        if values:
            file = _File(path, files[path])
            yield from (
                *_twice(file, values),
                *_quoted(file, values),
                *_astray(file, values, library),
                *_odd(file, name, values),
            )
            if name in ("site", "topics"):
                yield from _callable(file, values)
    yield from _lost_topics(files, words, library)
    yield from _deaf(files, words, library)


@lru_cache(2 * len(FILES))
def _values(path: str, data: bytes) -> "Values":
    """The texts of a file of words: thousands, and few checks find other files than the check before."""
    words, _ = read_words(path, data)
    return tuple(leaf for leaf in walk(words) if isinstance(leaf[1], str)) if words else ()


@dataclass(frozen=True)
class _File:
    path: str
    data: bytes

    @cached_property
    def parsed(self) -> Parsed:
        """The file with source positions: only findings need them."""
        return parse(self.path, self.data)

    def at(self, location: Location, start: int = 0, end: int = 0) -> Span:
        """The place of a value, or of a stretch of it."""
        assert self.parsed.root
        node = locate(self.parsed.root, location)
        if not end or not isinstance(node, Scalar):
            return node.span if not isinstance(node, GroupNode) else Span()
        known = places(self.parsed.lines, node)
        return Span(*known[start], known[end - 1][0], known[end - 1][1] + 1)


FEW = 2
"""Nobody mistypes the same topic in more entries than this."""


def _lost_topics(files: Mapping[str, bytes], words: EditorsWords, library: Library) -> Iterator[Diagnostic]:
    """What the list of topics lacks: all of them, or those that many entries name."""
    path = "content/topics.yaml"
    known, used = words.topics.ids, Counter(topic for document in library for topic in document.entry.topics)
    if not known and used:
        what = Wording("主题，清单里却一个也没有", "topics, but the list has none")
        yield diagnostic(path, Span(), "KB132", n=str(sum(bool(each.entry.topics) for each in library)), what=what)
    for topic in missing_topics(library) if known else ():
        near = get_close_matches(topic, [each for each in known if not used[each]], 1, 0.3)
        place = _File(path, files[path]).at(("topics", known.index(near[0]), "id")) if near else Span()
        what = Wording(f"主题“{topic}”，清单里却没有", f"the topic “{topic}”, which the list lacks")
        yield diagnostic(path, place, "KB132", n=str(used[topic]), what=what, guess=topic if near else "")


def missing_topics(library: Library) -> tuple[str, ...]:
    """The topics that so many entries name that they are lost from the list rather than mistyped."""
    used = Counter(topic for document in library for topic in document.entry.topics)
    return tuple(topic for topic, count in used.items() if count > FEW and topic not in library.words.topics.ids)


def _deaf(files: Mapping[str, bytes], words: EditorsWords, library: Library) -> Iterator[Diagnostic]:
    """Lists of calls for help that are empty, where there is a crisis contact to show."""
    if not any(getattr(document.entry, "crisis", False) for document in library.section("contacts")):
        return
    lists = (
        ("content/search.yaml", "distress", not words.search.distress),
        ("content/distress.yaml", "heard", words.distress != DistressWords() and not words.distress.heard),
    )
    for path, name, empty in lists:
        if empty:
            file = _File(path, files[path]) if path in files else None
            place = file.at((name,)) if file and file.parsed.root else Span()
            told = Wording(f"{path} 的 {name} ", f"`{name}` of {path}")
            yield diagnostic(path, place, "KB509", list=told)


Values = tuple[tuple[Location, str, Any], ...]


def _twice(file: _File, values: Values) -> Iterator[Diagnostic]:
    """Names that two items of a list bear, and words that stand twice in one list."""
    seen: set[tuple[Location, str]] = set()
    for location, value, _ in values:
        named = location[-1] in _NAMES and isinstance(location[-2], int)
        item = (location[:-2] if named else location[:-1], value)
        if named or isinstance(location[-1], int):
            if item in seen:
                yield diagnostic(file.path, file.at(location), "KB112", item=value)
            seen.add(item)


def _astray(file: _File, values: Values, library: Library) -> Iterator[Diagnostic]:
    """Doors to an entry that there is not, where there is one of nearly that name: all others are for later."""
    for location, value, marks in values:
        lost = any(isinstance(mark, Target) for mark in marks) and library.resolve(value).state == "unknown"
        if lost and (near := get_close_matches(value, library.names, 1, 0.85)):
            yield diagnostic(file.path, file.at(location), "KB201", target=value, guess=near[0], how=_DOOR)


def _quoted(file: _File, values: Values) -> Iterator[Diagnostic]:
    """Words of lists with quotation marks around them, which nobody types."""
    for location, value, _ in values:
        if isinstance(location[-1], int) and re.fullmatch("[“‘「\"'].+[”’」\"']", value):
            yield diagnostic(file.path, file.at(location), "KB103", key=str(location[-2]), expected=_NO_QUOTES)


def _odd(file: _File, name: str, values: Values) -> Iterator[Diagnostic]:
    """Brackets in words to avoid that stand for themselves, or have no other half."""
    for location, value, _ in values if name == "tone" else ():
        if re.search(r"\([^()]*/", value) or value.count("（") != value.count("）"):
            yield diagnostic(file.path, file.at(location), "KB103", key=str(location[-2]), expected=_WHOLE)


def _callable(file: _File, values: Values) -> Iterator[Diagnostic]:
    """Numbers to call and people's data in what every page shows."""
    for location, value, _ in values:
        for number in numbers(value):
            place, written = file.at(location, number.start, number.end), value[number.start : number.end]
            if number.kind == "service":
                instead = Wording(
                    "号码只写在 content/contacts/，页面自己会显示",
                    "content/contacts/ holds all numbers, and pages show them",
                )
                yield diagnostic(file.path, place, "KB503", number=written, instead=instead)
            elif number.kind in _KINDS:
                yield diagnostic(file.path, place, "KB504", found=written, kind=_KINDS[number.kind])
