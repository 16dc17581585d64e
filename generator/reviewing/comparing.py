"""Compares two states of the base as readers see them: new, removed and moved entries, and changed statements."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from generator.content_types.source import Source
from generator.entry import Location, Role, Target, Text, has_role, walk
from generator.examining import Examination
from generator.linking.links import Links, clause_named
from generator.reading.document import Document
from generator.reading.library import Library
from generator.reading.references import Reference
from generator.remembering.values import remembered
from generator.reviewing.grading import RISKS, Risk, Targets, Words, entry_risk, grade, letters_changed
from generator.reviewing.impact import impact

ChangeKind = Literal["added", "removed", "moved", "changed", "withdrawn"]
_HOST = re.compile(r"https?://([A-Za-z0-9.-]+(?::[0-9]+)?)")


@remembered
@dataclass(frozen=True)
class Change:
    """One change of an entry or of a word list: its kind, its risk class, its place, the text before and after.

    `reaches` are the keys of other entries that show it or depend on it; `path` and `line` are its place now or, if it
    was removed, before; `clauses` are the cited clauses with their texts.
    """

    kind: ChangeKind
    risk: Risk
    key: str
    title: str
    place: str = ""
    before: str = ""
    after: str = ""
    reaches: tuple[str, ...] = ()
    path: str = ""
    line: int = 0
    clauses: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Statement:
    """A sentence or a value of an entry, with its place in words and its field."""

    location: Location
    place: str
    field: str
    words: str
    meant: str
    """The text with references replaced by current keys, so that moving an entry does not count as a change elsewhere.
    """
    targets: Targets = ()
    text: Text | None = None
    start: int = 0
    """Offset of the sentence in its text."""
    references: tuple[Reference, ...] = ()
    """The references in the sentence, with offsets from its beginning."""

    @property
    def said(self) -> Words:
        """The text with its references, for grading."""
        return Words(self.words, self.references)

    @property
    def same(self) -> tuple[str, str]:
        """Key by which it is recognised as the same statement, even at another place of its field."""
        return self.field, self.meant


def compare(old: Examination, new: Examination, unread: frozenset[str] = frozenset()) -> tuple[Change, ...]:
    """The changes from one state to another, gravest first.

    `unread` are the keys of files that cannot be read in one of the states; they are left out.
    """
    changes: list[Change] = []
    for document in old.library:
        if document.key not in new.library and document.key not in unread:
            changes += _gone(document, old, new)
    for document in new.library:
        before = _former(document, old.library)
        if before is not None:
            changes += () if _is_same(before, document, old, new) else _changes(before, document, old, new)
        elif document.key not in unread:
            changes.append(
                Change("added", entry_risk(document), document.key, document.entry.title, path=document.path)
            )
    return tuple(sorted(changes, key=lambda change: RISKS.index(change.risk)))


def unsaid(old: Examination, new: Examination) -> tuple[str, ...]:
    """Keys of entries with a new review date whose `reviewed.changed` was not updated."""
    both = ((before, new.library.documents.get(before.key)) for before in old.library)
    return tuple(
        before.key
        for before, now in both
        if now
        and now.entry.reviewed.on != before.entry.reviewed.on
        and now.entry.reviewed.changed == before.entry.reviewed.changed
    )


def changed_drafts(old: Examination, new: Examination) -> tuple[str, ...]:
    """Keys of drafts that are new or have changed; readers do not see them."""
    return tuple(sorted(key for key, data in new.drafts.items() if old.drafts.get(key) != data))


def new_hosts(old: Library, new: Library) -> tuple[str, ...]:
    """Outside hosts that only the new state links to, for the reviewer to look at."""
    known = {document.data for document in old}
    found = _hosts(document for document in new if document.data not in known)
    return tuple(sorted(found - _hosts(old))) if found else ()


def _hosts(documents: Iterable[Document]) -> set[str]:
    values = (str(value) for document in documents for _, value, _ in walk(document.entry))
    return {host.lower() for value in values for host in _HOST.findall(value)}


def _former(document: Document, old: Library) -> Document | None:
    """The old version of an entry, found by its present or a former address."""
    keys = (document.key, *reversed(document.entry.moved_from))
    return next((old[key] for key in keys if key in old), None)


def _gone(document: Document, old: Examination, new: Examination) -> Iterator[Change]:
    target = new.library.moved.get(document.key)
    naming = old.links.backlinks.get(document.key, ())
    title, path = document.entry.title, document.path
    if document.key in new.drafts:
        yield Change("withdrawn", entry_risk(document), document.key, title, reaches=naming, path=path)
    elif target:
        moved = new.library[target]
        yield Change("moved", "wording", target, moved.entry.title, "", document.key, target, naming, moved.path)
    else:
        yield Change("removed", entry_risk(document), document.key, title, reaches=naming, path=path)


def _is_same(before: Document, after: Document, old: Examination, new: Examination) -> bool:
    """Whether a file and everything it refers to is unchanged: a shortcut, since this is true of nearly all files."""
    was, now = (
        [m.resolution.key for m in found.links.mentions.get(d.key, ())] for found, d in ((old, before), (new, after))
    )
    return before.data == after.data and was == now


def _changes(before: Document, after: Document, old: Examination, new: Examination) -> Iterator[Change]:
    was = list(_statements(before, (old.library, new.library)))
    now = list(_statements(after, (new.library, old.library)))
    matcher = SequenceMatcher(None, [s.same for s in was], [s.same for s in now], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            for left, right in _paired(was[a:b], now[c:d]):
                yield _change(before, after, left, right, old, new)


def _paired(before: list[_Statement], after: list[_Statement]) -> Iterator[tuple[_Statement | None, _Statement | None]]:
    """Pairs of old and new statements: those of one field in their order, then those that only one side has."""
    waiting = list(after)
    for statement in before:
        match = next((other for other in waiting if other.field == statement.field), None)
        if match:
            waiting.remove(match)
        yield statement, match
    yield from ((None, statement) for statement in waiting)


def _no_mere_typo(risk: Risk, after: Document, was: str, now: str) -> Risk:
    """The risk, raised from `typo` where readers may be in danger: there even a changed character needs review."""
    unread = risk == "typo" and letters_changed(was, now) and entry_risk(after) == "safety"
    return "wording" if unread else risk


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
    left, right = was.said if was else Words(), now.said if now else Words()
    reached = {key for key in _reaches(before, was, old.library, old.links) if key in new.library}
    reached |= {*_reaches(after, now, new.library, new.links)} - {after.key}
    risk = grade(
        type(after.entry), statement.location, left, right, was.targets if was else (), now.targets if now else ()
    )
    document, library = (after, new.library) if now else (before, old.library)
    return Change(
        "changed",
        _no_mere_typo(risk, after, left.text, right.text),
        after.key,
        after.entry.title,
        statement.place,
        left.text,
        right.text,
        tuple(sorted(reached)),
        document.path,
        _line(document, statement),
        _cited(library, document, statement),
    )


def _line(document: Document, statement: _Statement) -> int:
    """The number of the line where a statement begins."""
    if statement.text:
        return document.within(statement.text, statement.start, statement.start + 1).line
    return document.at(*statement.location).line


def _cited(library: Library, document: Document, statement: _Statement) -> tuple[tuple[str, str], ...]:
    """The clauses that a sentence cites, with their texts, so that the reviewer can compare them."""
    cited = [each for each in statement.references if each.kind == "citation"]
    pairs = ((statement.words[c.start + 2 : c.end - 1], clause_named(library, c.target, c.detail)) for c in cited)
    return tuple((name, clause.text or clause.says or clause.label) for name, clause in pairs if clause)


def _reaches(document: Document, statement: _Statement | None, library: Library, links: Links) -> tuple[str, ...]:
    """Keys of the entries that depend on a statement of a source or parameter, or show it on their pages."""
    if statement is None or has_role(type(document.entry), statement.location, Role.ABOUT_ENTRY):
        return ()
    if document.entry.risk == "law":
        return tuple(
            reached.key for reached in impact(library, links, document.entry.id + _clause(document, statement))
        )
    shown = document.entry.shown_whole or has_role(type(document.entry), statement.location, Role.SHOWN_ELSEWHERE)
    return links.backlinks.get(document.key, ()) if shown else ()


def _clause(document: Document, statement: _Statement) -> str:
    """The clause that a statement of a source belongs to, as `source:clause`; empty if none."""
    if isinstance(document.entry, Source) and statement.location[0] == "clauses":
        return f":{document.entry.clauses[int(statement.location[1])].id}"
    return ""


def _statements(document: Document, libraries: tuple[Library, Library]) -> Iterator[_Statement]:
    """The statements of an entry; `libraries` are its own library and that of the other state."""
    words = {text.location: text for text in document.texts}
    for location, value, marks in walk(document.entry):
        if location[0] in ("id", "moved_from"):
            continue
        field = ".".join(part for part in location if isinstance(part, str))
        place = _place(document, location)
        if location in words and words[location].markup != "plain":
            for start, sentence in _sentences(str(value)):
                named = _named(document, words[location], start, sentence)
                targets = tuple(_target(each.target, libraries) for each in named if each.kind == "entry")
                meant = _meant(sentence, named, libraries)
                yield _Statement(location, place, field, sentence, meant, targets, words[location], start, named)
        else:
            names = any(isinstance(mark, Target) for mark in marks)
            shown = document.entry.reads(location, value)
            meant = _key(str(value), libraries) if names else shown
            targets = (_target(str(value), libraries),) if names else ()
            yield _Statement(location, place, field, shown, meant, targets)


def _target(name: str, libraries: tuple[Library, Library]) -> Document | None:
    """The entry that a name refers to, in its own state or else in the other."""
    key = _key(name, libraries)
    return next((library[key] for library in libraries if key in library), None)


def _named(document: Document, text: Text, start: int, words: str) -> tuple[Reference, ...]:
    """The references in a sentence of a text, with offsets from the beginning of the sentence."""
    end = start + len(words)
    found = (each for each in document.references_in(text) if start <= each.start and each.end <= end)
    return tuple(each.moved(-start) for each in found)


def _meant(words: str, named: tuple[Reference, ...], libraries: tuple[Library, Library]) -> str:
    """The text with each reference replaced by the current key of the entry."""
    for each in reversed(named):
        if each.kind == "entry":
            start = words.index(each.target, each.start)
            words = words[:start] + _key(each.target, libraries) + words[start + len(each.target) :]
    return words


def _key(name: str, libraries: tuple[Library, Library]) -> str:
    """The key that a name resolves to in its own state, or else in the other."""
    key = next(filter(None, (library.resolve(name.strip()).key for library in libraries)), name)
    return next((library.moved[key] for library in libraries if key in library.moved), key)


_END = re.compile(r"(?<=[。！？])(?!\[|[”’）])|\n+")


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text, each with its offset."""
    starts = [0, *(found.end() for found in _END.finditer(text))]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        if words := text[start:end].strip():
            yield start + text[start:end].index(words), words


def _place(document: Document, location: Location) -> str:
    """The place of a value in words: list items are counted from 1, sections are named by their headings."""
    if words := document.entry.stands_at(location):
        return words
    if (section := document.sections.get(location[:2])) and location[-1] == "body":
        return f"“{section.heading}”"
    return ".".join(str(part + 1 if isinstance(part, int) else part) for part in location)
