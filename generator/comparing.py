"""Two states of the base compared in the reader's terms: what is new, gone, moved, and which words say something else."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal
from urllib.parse import urlsplit

from generator.entry import Location, texts, walk
from generator.impact import impact
from generator.library import Document, Library
from generator.linking import Links, references

Risk = Literal["typo", "wording", "fact", "law", "safety"]
RISKS: tuple[Risk, ...] = ("safety", "law", "fact", "wording", "typo")
"""Gravest first: who must look at a change before it is published."""

_SAFETY = frozenset(("distress", "seek_help_when", "crisis", "phone", "hours", "turn_to", "app_path", "verified"))
_LAW = frozenset(("clauses", "effective", "ended", "tier", "issuer", "number", "binding"))
_NUMBER = re.compile(r"\d[\d.,:]*|[一二三四五六七八九十百千万两]+(?=[天日次年月元万倍个期])")
_HOST = re.compile(r"https?://[^\s\"'）)\]]+")


@dataclass(frozen=True)
class Change:
    """One change of one entry: its kind, how grave, where, and the words before and after (empty: none)."""

    kind: Literal["added", "removed", "moved", "changed"]
    risk: Risk
    key: str
    title: str
    place: str = ""
    before: str = ""
    after: str = ""
    reaches: tuple[str, ...] = ()


def compare(old: Library, new: Library, links: Links) -> tuple[Change, ...]:
    """The changes from one library to another, gravest first; `links` are those of the new one."""
    changes = [*_gone(old, new), *_come(old, new)]
    for document in new:
        if document.key in old:
            changes += _changes(old[document.key], document, new, links)
    return tuple(sorted(changes, key=lambda change: (RISKS.index(change.risk), change.key, change.place)))


def new_hosts(old: Library, new: Library) -> tuple[str, ...]:
    """Outside hosts that only the new state links to: each is worth a look."""
    return tuple(sorted(_hosts(new) - _hosts(old)))


def _hosts(library: Library) -> set[str]:
    values = (str(value) for document in library for _, value, _ in walk(document.entry))
    return {urlsplit(address).netloc for value in values for address in _HOST.findall(value)}


def _gone(old: Library, new: Library) -> Iterator[Change]:
    for document in old:
        if document.key in new:
            continue
        target = new.moved.get(document.key)
        if target:
            yield Change("moved", "wording", target, new[target].entry.title, "", document.key, target)
        else:
            yield Change("removed", _entry_risk(document), document.key, document.entry.title)


def _come(old: Library, new: Library) -> Iterator[Change]:
    for document in new:
        if document.key not in old and not any(former in old for former in document.entry.moved_from):
            yield Change("added", _entry_risk(document), document.key, document.entry.title)


def _entry_risk(document: Document) -> Risk:
    if document.entry.section == "contacts" or getattr(document.entry, "distress", "none") == "high":
        return "safety"
    return "law" if document.entry.section in ("sources", "parameters") else "fact"


def _changes(old: Document, new: Document, library: Library, links: Links) -> Iterator[Change]:
    before, after = _statements(old), _statements(new)
    if before == after:
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield from _paired(new, before[a:b], after[c:d], library, links)


def _paired(
    new: Document, before: list[tuple[str, str]], after: list[tuple[str, str]], library: Library, links: Links
) -> Iterator[Change]:
    for index in range(max(len(before), len(after))):
        place, was = before[index] if index < len(before) else ("", "")
        place, now = after[index] if index < len(after) else (place, "")
        yield Change(
            "changed", _risk(place, was, now), new.key, new.entry.title, place, was, now, _reaches(new, library, links)
        )


def _reaches(document: Document, library: Library, links: Links) -> tuple[str, ...]:
    if document.entry.section not in ("sources", "parameters"):
        return ()
    return tuple(reached.key for reached in impact(library, links, document.entry.id))


def _statements(document: Document) -> list[tuple[str, str]]:
    """What an entry says, sentence by sentence and value by value, each with its place in words."""
    words = {text.location: text for text in texts(document.entry)}
    found = []
    for location, value, _ in walk(document.entry):
        place = _place(location)
        if location in words and words[location].markup != "plain":
            found += [(place, sentence) for sentence in _sentences(str(value))]
        elif location[0] not in ("id", "moved_from"):
            found.append((place, str(value)))
    return found


def _sentences(text: str) -> Iterable[str]:
    return filter(None, (part.strip() for part in re.split(r"(?<=[。！？])(?!\[)|\n+", text)))


def _place(location: Location) -> str:
    return ".".join(str(part + 1 if isinstance(part, int) else part) for part in location)


def _risk(place: str, before: str, after: str) -> Risk:
    parts = set(place.split("."))
    if parts & _SAFETY:
        return "safety"
    if parts & _LAW or _citations(before) != _citations(after):
        return "law"
    if _NUMBER.findall(_bare(before)) != _NUMBER.findall(_bare(after)) or not before or not after:
        return "fact"
    alike = SequenceMatcher(None, before, after, autojunk=False).ratio()
    return "typo" if alike > 0.9 else "wording"


def _citations(text: str) -> list[str]:
    return [found[0] for found in references(text) if found["source"] or found["parameter"]]


def _bare(text: str) -> str:
    for found in reversed(list(references(text))):
        text = text[: found.start()] + text[found.end() :]
    return text
