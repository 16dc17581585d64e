"""A schedule of upcoming dates: reviews and contacts that fall due, exceptions that expire, laws and values that begin
or end.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import Literal

from generator.content_types.contact import VERIFIED_FOR_DAYS, Contact
from generator.content_types.parameter import Parameter, Value
from generator.content_types.source import Source
from generator.linking.links import Links
from generator.reading.document import Document
from generator.reading.library import Library
from generator.remembering.values import remembered
from generator.reviewing.impact import impact

EventKind = Literal["review", "contact", "exception", "begins", "ends", "value"]
DUE: tuple[EventKind, ...] = ("review", "contact", "exception")
"""Events that need an editor and stay due until done. All others happen by themselves on their day."""


@remembered
@dataclass(frozen=True)
class Event:
    """An event of an entry on a day: its description, and the keys of the entries that depend on it."""

    on: date
    kind: EventKind
    key: str
    path: str
    title: str
    words: str = ""
    reaches: tuple[str, ...] = ()


def schedule(library: Library, links: Links) -> tuple[Event, ...]:
    """All events of a library, past ones included, by day."""
    events = [event for document in library for event in _events(document, library, links)]
    return tuple(sorted(events, key=lambda event: (event.on, event.path, event.kind)))


def _events(document: Document, library: Library, links: Links) -> Iterator[Event]:
    entry = document.entry
    yield _event(document, entry.reviewed.due, "review", entry.reviewed.by)
    for allow in entry.allow:
        yield _event(document, allow.until, "exception", f"{allow.code} {allow.reason}")
    if isinstance(entry, Contact):
        yield _event(
            document, entry.verified.on + timedelta(days=VERIFIED_FOR_DAYS), "contact", entry.phone or entry.run_by
        )
    elif isinstance(entry, Parameter):
        reaches = _reached(library, links, entry.id)
        for before, after in zip_longest(entry.values, entry.values[1:]):
            yield from _turns(document, entry, before, after, reaches)
    elif isinstance(entry, Source):
        yield from _force(document, entry, library, links)


def _turns(
    document: Document, entry: Parameter, before: Value, after: Value | None, reaches: tuple[str, ...]
) -> Iterator[Event]:
    """The events when a value of a parameter is replaced by the next; if none follows, the first day without a value."""
    unit = f" {entry.unit}" if entry.unit else ""
    if after:
        yield _event(document, after.since, "value", f"{before.value}{unit} → {after.value}{unit}", reaches)
    elif before.until:
        yield _event(document, before.until + timedelta(days=1), "value", f"{before.value}{unit} → ？", reaches)


def _force(document: Document, source: Source, library: Library, links: Links) -> Iterator[Event]:
    whole: tuple[tuple[EventKind, date | None], ...] = (("begins", source.effective), ("ends", source.ended))
    for kind, day in whole:
        if day:
            yield _event(document, day, kind, "", _reached(library, links, source.id))
    for clause in source.clauses:
        own: tuple[tuple[EventKind, date | None], ...] = (("begins", clause.effective), ("ends", clause.ended))
        for kind, day in own:
            if day:
                words = clause.label + (f" → {clause.replaced_by}" if kind == "ends" and clause.replaced_by else "")
                yield _event(document, day, kind, words, _reached(library, links, f"{source.id}:{clause.id}"))


def _event(document: Document, on: date, kind: EventKind, words: str, reaches: tuple[str, ...] = ()) -> Event:
    return Event(on, kind, document.key, document.path, document.entry.title, words, reaches)


def _reached(library: Library, links: Links, name: str) -> tuple[str, ...]:
    return tuple(reached.key for reached in impact(library, links, name))
