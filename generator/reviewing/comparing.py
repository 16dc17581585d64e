"""Two states of the base compared in the reader's terms: what is new, gone, moved, and which words say something else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from generator.content_types.source import Source
from generator.entry import Entry, Location, Role, Target, has_role, walk
from generator.examining import Examination
from generator.linking.links import Links
from generator.reading.document import Document
from generator.reading.library import Library
from generator.reading.references import references
from generator.reviewing.impact import impact

Kind = Literal["added", "removed", "moved", "changed"]
Risk = Literal["typo", "wording", "fact", "law", "safety"]
RISKS: tuple[Risk, ...] = ("safety", "law", "fact", "wording", "typo")
"""Gravest first: who must look at a change before it is published."""

_NUMBER = re.compile(r"\d[\d.,:]*|[一二三四五六七八九十百千万两]+(?=[天日次年月元万倍个期])")
_TURN = re.compile(r"[不没无未非]|可以|可能|应当|应该|必须|只能|禁止|都|全部|一律|除非|如果")
"""Words that turn a sentence into another claim, however few letters change."""
_HOST = re.compile(r"https?://([A-Za-z0-9.-]+(?::[0-9]+)?)")


@dataclass(frozen=True)
class Change:
    """One change of one entry: its kind, how grave, where, and the words before and after (empty: none).

    `reaches` are the other entries whose pages show it or rest on it.
    """

    kind: Kind
    risk: Risk
    key: str
    title: str
    place: str = ""
    before: str = ""
    after: str = ""
    reaches: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Statement:
    """A sentence or a value of an entry: where it stands in words, and the field it belongs to."""

    location: Location
    place: str
    field: str
    words: str
    meant: str
    """The words with every entry they name by its present key, so that a move is no change at those who name it."""

    @property
    def same(self) -> tuple[str, str]:
        """What makes it the same statement, wherever it stands in its field."""
        return self.field, self.meant


def compare(old: Examination, new: Examination, unread: frozenset[str] = frozenset()) -> tuple[Change, ...]:
    """The changes from one state to another, gravest first.

    `unread` are the keys of files that cannot be read in one of the states: nothing can be said about them.
    """
    changes: list[Change] = []
    for document in old.library:
        if document.key not in new.library and document.key not in unread:
            changes += _gone(document, old, new)
    for document in new.library:
        before = _former(document, old.library)
        if before is not None:
            changes += _changes(before, document, old, new)
        elif document.key not in unread:
            risk = _entry_risk(document)
            changes.append(Change("added", risk, document.key, document.entry.title))
    return tuple(sorted(changes, key=lambda change: RISKS.index(change.risk)))


def new_hosts(old: Library, new: Library) -> tuple[str, ...]:
    """Outside hosts that only the new state links to: each is worth a look."""
    return tuple(sorted(_hosts(new) - _hosts(old)))


def _hosts(library: Library) -> set[str]:
    values = (str(value) for document in library for _, value, _ in walk(document.entry))
    return {host.lower() for value in values for host in _HOST.findall(value)}


def _former(document: Document, old: Library) -> Document | None:
    """The entry as it was, under this address or a former one."""
    keys = (document.key, *reversed(document.entry.moved_from))
    return next((old[key] for key in keys if key in old), None)


def _gone(document: Document, old: Examination, new: Examination) -> Iterator[Change]:
    target = new.library.moved.get(document.key)
    naming = old.links.backlinks.get(document.key, ())
    if target:
        yield Change("moved", "wording", target, new.library[target].entry.title, "", document.key, target, naming)
    else:
        yield Change("removed", _entry_risk(document), document.key, document.entry.title, reaches=naming)


def _entry_risk(document: Document) -> Risk:
    return "safety" if getattr(document.entry, "distress", "none") == "high" else document.entry.risk


def _changes(before: Document, after: Document, old: Examination, new: Examination) -> Iterator[Change]:
    was = list(_statements(before, (old.library, new.library)))
    now = list(_statements(after, (new.library, old.library)))
    matcher = SequenceMatcher(None, [s.same for s in was], [s.same for s in now], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            for left, right in _paired(was[a:b], now[c:d]):
                yield _change(before, after, left, right, old, new)


def _paired(before: list[_Statement], after: list[_Statement]) -> Iterator[tuple[_Statement | None, _Statement | None]]:
    """What took the place of what: statements of one field in their order, then what only one side has."""
    waiting = list(after)
    for statement in before:
        match = next((other for other in waiting if other.field == statement.field), None)
        if match:
            waiting.remove(match)
        yield statement, match
    yield from ((None, statement) for statement in waiting)


def _change(
    before: Document,
    after: Document,
    was: _Statement | None,
    now: _Statement | None,
    old: Examination,
    new: Examination,
) -> Change:
    statement = now or was
    assert statement
    left, right = was.words if was else "", now.words if now else ""
    reached = {key for key in _reaches(before, was, old.library, old.links) if key in new.library}
    reached |= {*_reaches(after, now, new.library, new.links)} - {after.key}
    return Change(
        "changed", _risk(type(after.entry), statement.location, left, right), after.key, after.entry.title,
        statement.place, left, right, tuple(sorted(reached)),
    )  # fmt: skip


def _reaches(document: Document, statement: _Statement | None, library: Library, links: Links) -> tuple[str, ...]:
    """The entries that rest on a statement of a source or parameter, or show it on their pages."""
    if statement is None or has_role(type(document.entry), statement.location, Role.ABOUT_ENTRY):
        return ()
    if document.entry.risk == "law":
        return tuple(
            reached.key for reached in impact(library, links, document.entry.id + _clause(document, statement))
        )
    shown = document.entry.shown_whole or has_role(type(document.entry), statement.location, Role.SHOWN_ELSEWHERE)
    return links.backlinks.get(document.key, ()) if shown else ()


def _clause(document: Document, statement: _Statement) -> str:
    """The clause that a statement of a source belongs to, as citations write it."""
    if isinstance(document.entry, Source) and statement.location[0] == "clauses":
        return f":{document.entry.clauses[int(statement.location[1])].id}"
    return ""


def _statements(document: Document, libraries: tuple[Library, Library]) -> Iterator[_Statement]:
    """What an entry says, sentence by sentence and value by value; its own library stands first."""
    words = {text.location: text for text in document.texts}
    for location, value, marks in walk(document.entry):
        if location[0] in ("id", "moved_from"):
            continue
        field = ".".join(part for part in location if isinstance(part, str))
        place = _place(document, location)
        if location in words and words[location].markup != "plain":
            for sentence in _sentences(str(value)):
                yield _Statement(location, place, field, sentence, _meant(sentence, libraries))
        else:
            named = any(isinstance(mark, Target) for mark in marks)
            meant = _key(str(value), libraries) if named else str(value)
            yield _Statement(location, place, field, str(value), meant)


def _meant(text: str, libraries: tuple[Library, Library]) -> str:
    for found in reversed(list(references(text))):
        if found["entry"]:
            start, end = found.span("entry")
            text = text[:start] + _key(found["entry"], libraries) + text[end:]
    return text


def _key(name: str, libraries: tuple[Library, Library]) -> str:
    """The key a name leads to now; in the other state, where it leads nowhere in its own."""
    key = next(filter(None, (library.resolve(name.strip()).key for library in libraries)), name)
    return next((library.moved[key] for library in libraries if key in library.moved), key)


def _sentences(text: str) -> Iterator[str]:
    parts = re.split(r"(?<=[。！？])(?!\[|[”’）])|\n+", text)
    return (part.strip() for part in parts if part.strip())


def _place(document: Document, location: Location) -> str:
    """Where a value stands, for people: list items count from 1, a part of the text has its heading."""
    if location[0] == "sections" and location[-1] == "body":
        heading = next(text.value for text in document.texts if text.location == (*location[:2], "heading"))
        return f"“{heading}”"
    return ".".join(str(part + 1 if isinstance(part, int) else part) for part in location)


def _risk(kind: type[Entry], location: Location, before: str, after: str) -> Risk:
    if has_role(kind, location, Role.ABOUT_ENTRY):
        return "wording"
    if kind.risk == "safety" or has_role(kind, location, Role.SAFETY):
        return "safety"
    if kind.risk == "law" or _citations(before) != _citations(after):
        return "law"
    left, right = _bare(before), _bare(after)
    if not left or not right or any(mark.findall(left) != mark.findall(right) for mark in (_NUMBER, _TURN)):
        return "fact"
    return "typo" if _letters_changed(left, right) <= 1 else "wording"


def _letters_changed(before: str, after: str) -> int:
    """How many letters differ; punctuation and spaces do not count."""
    left, right = (re.sub(r"\W", "", text) for text in (before, after))
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for tag, a, b, c, d in codes if tag != "equal")


def _citations(text: str) -> list[str]:
    return [found[0] for found in references(text) if found["source"] or found["parameter"]]


def _bare(text: str) -> str:
    for found in reversed(list(references(text))):
        text = text[: found.start()] + (found["label"] or "") + text[found.end() :]
    return text
