"""Resolves every reference of every entry, and inverts them: backlinks, citations, parameter uses, derived relations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from generator.content_types.parameter import Parameter, Value
from generator.content_types.source import Clause, Source
from generator.diagnostics import Span
from generator.entry import Location
from generator.reading.document import Document
from generator.reading.library import Library, Resolution
from generator.reading.references import Reference
from generator.remembering.once import once
from generator.remembering.values import remembered

_location = attrgetter("reference.location")


class Mention(NamedTuple):
    """One reference and its resolution."""

    reference: Reference
    resolution: Resolution

    @property
    def edge(self) -> tuple[str, str | None, str | None, str | None, bool]:
        """Everything about it that affects other entries, for comparison."""
        return self.reference.kind, self.resolution.key, self.reference.detail, self.relation, self.calls_first

    @property
    def relation(self) -> str | None:
        """The relation that this reference belongs to, such as `next`; None if it is not in `relations`."""
        location = self.reference.location
        return str(location[1]) if location[0] == "relations" else None

    @property
    def calls_first(self) -> bool:
        """Whether this is the first contact in `turn_to`."""
        return self.reference.location == ("turn_to", 0)

    def span(self, document: Document) -> Span:
        """The place of the reference in its file."""
        reference = self.reference
        if reference.text is None:
            return document.at(*reference.location)
        return document.within(reference.text, reference.start, reference.end)


class Resolved(Mapping[str, tuple[Mention, ...]]):
    """The references of entries with their resolutions, put together when they are asked for: most are not after an edit."""

    def __init__(self, documents: Mapping[str, Document], resolutions: Mapping[str, tuple[Resolution, ...]]) -> None:
        self._documents, self._resolutions = documents, resolutions
        self._made: dict[str, tuple[Mention, ...]] = {}

    def __getitem__(self, key: str) -> tuple[Mention, ...]:
        made = self._made.get(key)
        if made is None:
            made = tuple(map(Mention, self._documents[key].references, self._resolutions[key]))
            self._made[key] = made
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._resolutions)

    def __len__(self) -> int:
        return len(self._resolutions)


@remembered
@dataclass(frozen=True)
class Links:
    """The references of all entries and what is derived from them, by entry key if not said otherwise."""

    mentions: Mapping[str, tuple[Mention, ...]]
    backlinks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Entries that refer to this one, in texts or fields."""
    cited_by: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Entries that cite `source:clause`; key is the pair as written in citations."""
    used_by: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Entries that use a parameter; key is the parameter's key."""
    reverse: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    """For each entry and relation, the entries that have this relation to it."""
    forward: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """For each entry and relation, the entries to which it has this relation, in the order of its file."""
    called_first: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """For each contact, the entries that have it first in `turn_to`."""
    resolutions: dict[str, tuple[Resolution, ...]] = field(default_factory=dict)
    """What the references of an entry resolve to, in their order."""
    state: bytes = field(default=b"", compare=False)
    """A name for all that is derived, if it is cached: two links with the same name differ in nothing of that."""

    def at(self, key: str, location: Location) -> tuple[Mention, ...]:
        """The references in one field of an entry, in their order there."""
        return self.by_location(key).get(location, ())

    @once
    def by_location(self, key: str) -> dict[Location, tuple[Mention, ...]]:
        """The references of an entry by the field that they are in."""
        return {location: tuple(some) for location, some in groupby(self.mentions[key], _location)}


def link(library: Library, before: "Linked | None" = None) -> Links:
    """Resolves all references of a library and derives the reverse directions.

    Results for entries that are unchanged since `before` are reused.
    """
    known = before.links.resolutions if before and library.names_the_same_as(before.library) else {}
    was = before.library.documents if before else {}
    resolutions = {
        key: known[key] if key in known and was[key] is document else _resolutions(document, library)
        for key, document in library.documents.items()
    }
    mentions = Resolved(library.documents, resolutions)
    if before and known:
        changed = (key for key, document in library.documents.items() if was[key] is not document)
        if all(_same(mentions[key], before.links.mentions[key]) for key in changed):
            return replace(before.links, mentions=mentions, resolutions=resolutions)
    return replace(_derived(mentions), resolutions=resolutions)


def _same(some: tuple[Mention, ...], others: tuple[Mention, ...]) -> bool:
    """Whether two entries have the same references, whatever their positions."""
    return [each.edge for each in some] == [each.edge for each in others]


def _derived(mentions: Mapping[str, tuple[Mention, ...]]) -> Links:
    """The links derived from the references of all entries."""
    found = _Inverted()
    for key, named in mentions.items():
        for mention in named:
            target = mention.resolution.key
            if target is not None and target != key:
                found.add(key, target, mention)
    citations = {f"{source.split('/')[1]}:{clause}": keys for (source, clause), keys in found.cited_by.items()}
    return Links(
        mentions,
        _sorted(found.backlinks),
        _sorted(citations),
        _sorted(found.used_by),
        {key: _sorted(relations) for key, relations in found.reverse.items()},
        found.forward,
        _sorted(found.called_first),
    )


Keys = dict[str, None]
"""An ordered set of keys."""


@dataclass(frozen=True)
class _Inverted:
    """The reverse directions while they are being collected."""

    backlinks: dict[str, Keys] = field(default_factory=dict)
    cited_by: dict[tuple[str, str | None], Keys] = field(default_factory=dict)
    used_by: dict[str, Keys] = field(default_factory=dict)
    reverse: dict[str, dict[str, Keys]] = field(default_factory=dict)
    forward: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    called_first: dict[str, Keys] = field(default_factory=dict)

    def add(self, key: str, target: str, mention: Mention) -> None:
        """Adds a reference from the entry `key` to the entry `target`."""
        if mention.reference.kind == "citation":
            self.cited_by.setdefault((target, mention.reference.detail), {})[key] = None
            return
        if mention.reference.kind == "parameter":
            self.used_by.setdefault(target, {})[key] = None
            return
        self.backlinks.setdefault(target, {})[key] = None
        if mention.calls_first:
            self.called_first.setdefault(target, {})[key] = None
        if relation := mention.relation:
            self.reverse.setdefault(target, {}).setdefault(relation, {})[key] = None
            self.forward.setdefault(key, {}).setdefault(relation, []).append(target)


class Linked(NamedTuple):
    """A library with its links."""

    library: Library
    links: Links


def clause_of(library: Library, mention: Mention) -> tuple[Source, Clause | None] | None:
    """The source of a citation and its clause (None if there is no such clause); None if it is not a citation of a
    known source.
    """
    if mention.reference.kind != "citation" or mention.resolution.key is None:
        return None
    source = library[mention.resolution.key].entry
    assert isinstance(source, Source)
    return source, source.clause(mention.reference.detail)


def clause_named(library: Library, source: str, clause: str | None) -> Clause | None:
    """The clause of a source by their ids, or None."""
    entry = library.named(Source, source)
    return entry.clause(clause) if entry else None


def value_on(parameter: Parameter, day: date) -> Value | None:
    """The value of a parameter on a day, or None."""
    return next((v for v in parameter.values if v.since <= day and (v.until is None or day <= v.until)), None)


def _resolutions(document: Document, library: Library) -> tuple[Resolution, ...]:
    resolve = library.resolve
    return tuple([resolve(named.looked_up, named.sections) for named in document.references])


def _sorted(found: dict[str, dict[str, None]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(sorted(values)) for key, values in sorted(found.items())}
