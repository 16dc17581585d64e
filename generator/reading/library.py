"""All valid entries of the base, findable by key, id and former address."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, TypeVar

from generator.entry import Entry
from generator.reading.document import Document
from generator.reading.editors_words import NO_WORDS, EditorsWords
from generator.remembering.once import once
from generator.remembering.values import remembered

EntryT = TypeVar("EntryT", bound=Entry)
ResolutionStatus = Literal["found", "unknown", "ambiguous", "moved", "unreadable"]


@remembered
@dataclass(frozen=True, slots=True)
class Resolution:
    """What a reference resolves to: the `key` of the entry if found or moved, else candidates that could be meant.

    The state `unreadable` means that the file of the entry has errors, which are reported there and not at each reference.
    """

    state: ResolutionStatus
    key: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Library:
    """All published and retired entries by key; drafts only if requested."""

    documents: dict[str, Document]
    by_id: dict[str, tuple[str, ...]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()
    """Keys of files that exist but contain no valid entry."""
    words: EditorsWords = NO_WORDS
    """The editors' words besides entries."""

    @classmethod
    def of(
        cls,
        documents: tuple[Document, ...],
        unreadable: frozenset[str] = frozenset(),
        words: EditorsWords = NO_WORDS,
    ) -> "Library":
        """The library of these documents; if two have the same key, the first is used."""
        by_key: dict[str, Document] = {}
        by_id: dict[str, tuple[str, ...]] = {}
        moved: dict[str, str] = {}
        for document in documents:
            if document.key not in by_key:
                by_key[document.key] = document
                by_id[document.entry.id] = (*by_id.get(document.entry.id, ()), document.key)
            moved.update(dict.fromkeys(document.entry.moved_from, document.key))
        return cls(by_key, by_id, moved, unreadable, words)

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents.values())

    def __contains__(self, key: str) -> bool:
        return key in self.documents

    def __getitem__(self, key: str) -> Document:
        return self.documents[key]

    def section(self, name: str) -> tuple[Document, ...]:
        """The entries of one section, by id."""
        return self._sections.get(name, ())

    def entries(self, kind: type[EntryT]) -> tuple[EntryT, ...]:
        """The entries of a type, by id."""
        return tuple(d.entry for d in self.section(kind.section) if isinstance(d.entry, kind))

    def named(self, kind: type[EntryT], name: str) -> EntryT | None:
        """The entry of a type with an id, or None."""
        key = self.resolve(f"{kind.section}/{name}").key
        entry = self[key].entry if key else None
        return entry if isinstance(entry, kind) else None

    @cached_property
    def _sections(self) -> dict[str, tuple[Document, ...]]:
        found: dict[str, list[Document]] = {}
        for key, document in sorted(self.documents.items()):
            found.setdefault(key.partition("/")[0], []).append(document)
        return {section: tuple(documents) for section, documents in found.items()}

    def resolve(self, reference: str, sections: tuple[str, ...] = ()) -> Resolution:
        """Resolves `id` or `section/id`; `sections`, if given, are those in which the entry may be."""
        return self._found.get(reference) or self._resolve(reference, sections)

    @cached_property
    def _found(self) -> dict[str, Resolution]:
        """The resolution of each entry's key.

        They are allocated together, so that reference counting in forked workers dirties as few memory pages as possible.
        """
        return {key: Resolution("found", key) for key in self.documents}

    @once
    def _resolve(self, reference: str, sections: tuple[str, ...]) -> Resolution:
        keys = self.by_id.get(reference, ())
        allowed = tuple(key for key in keys if not sections or key.split("/")[0] in sections)
        if len(allowed or keys) == 1:
            return self._found[(allowed or keys)[0]]
        if len(allowed) > 1:
            return Resolution("ambiguous", None, allowed)
        return self._moved(reference)

    def _moved(self, reference: str) -> Resolution:
        former = [key for old, key in self.moved.items() if reference in (old, old.split("/")[1])]
        if former:
            return Resolution("moved", former[0])
        broken = any(reference in (key, key.split("/")[1]) for key in self.unreadable)
        return Resolution("unreadable" if broken else "unknown")

    def names_the_same_as(self, other: "Library") -> bool:
        """Whether every name resolves to the same key in both libraries."""
        return self.by_id == other.by_id and self.moved == other.moved and self.unreadable == other.unreadable

    @cached_property
    def newest_review(self) -> date:
        """The day of the newest review, which is the default day of a site."""
        return max((document.entry.reviewed.on for document in self), default=date(1970, 1, 1))

    @cached_property
    def titles(self) -> dict[str, str]:
        """The title of each entry, by key."""
        return {key: document.entry.title for key, document in self.documents.items()}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every id, with and without its section, as candidates for a mistyped reference."""
        return tuple(sorted({*self.by_id, *self.documents}))
