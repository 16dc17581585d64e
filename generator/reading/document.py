"""One entry with its file: its texts and references, and their positions in the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from operator import attrgetter
from typing import get_args

from generator.diagnostics import Span
from generator.entry import Article, Entry, Leaf, Location, Section, Text, fields, texts, walk
from generator.reading.nodes import nodes
from generator.reading.references import Reference, in_text, written
from generator.reading.yaml_nodes import GroupNode, Parsed, Scalar, locate, places
from generator.remembering.memo import digest
from generator.remembering.once import once


@cache
def _lists_of_sections(kind: type[Entry]) -> tuple[tuple[str, str], ...]:
    """The names and keys of the fields of a type that are lists of sections."""
    return tuple(
        (name, key) for name, key, _ in fields(kind) if Section in get_args(kind.model_fields[name].annotation)
    )


@dataclass(frozen=True, eq=False)
class Document:
    """One entry with its file: `path` relative to the root, and the bytes as they were read.

    Two documents are equal only if they are the same, so that results about a document can be cached by identity.
    """

    path: str
    entry: Entry
    data: bytes
    known_references: tuple[Reference, ...] | None = None
    """The references, if they are known already."""
    known_hash: bytes | None = None
    """The content hash, if it is known already."""
    known_keys: tuple[str, ...] | None = None
    """The keys of the file, if they are known already."""

    @cached_property
    def content_hash(self) -> bytes:
        """The hash of its path and bytes."""
        return digest(self.path, self.data) if self.known_hash is None else self.known_hash

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """All references of the entry, in texts and in fields."""
        return written(self.leaves) if self.known_references is None else self.known_references

    @cached_property
    def shown_raw(self) -> tuple[Reference, ...]:
        """References by mistake: in fields that are shown as plain text, where they have no effect."""
        return tuple(found for text in self.texts if text.markup == "plain" for found in in_text(text))

    def references_in(self, text: Text) -> tuple[Reference, ...]:
        """The references in one of its texts, in order."""
        return self._by_text.get(text.location, ())

    def cites(self, location: Location, start: int = 0, end: int | None = None) -> bool:
        """Whether a text of the entry, or the range from `start` to `end` of it, contains a citation."""
        found = (each for each in self._by_text.get(location, ()) if each.kind == "citation")
        return any(start <= each.start and (end is None or each.start < end) for each in found)

    @cached_property
    def _by_text(self) -> dict[Location, tuple[Reference, ...]]:
        named = (each for each in (*self.references, *self.shown_raw) if each.text)
        return {location: tuple(found) for location, found in groupby(named, key=attrgetter("location"))}

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every value of the entry with its location and marks."""
        return tuple(walk(self.entry))

    @property
    def keys(self) -> tuple[str, ...]:
        """The outermost keys of the file, in the order in which they are written."""
        return tuple(self.root.keys) if self.known_keys is None else self.known_keys

    @cached_property
    def _parsed(self) -> Parsed:
        """The file parsed again with source positions: only findings need them, and most entries have none."""
        return nodes(self.path, self.data)

    @property
    def root(self) -> GroupNode:
        """The parsed nodes of the file."""
        assert self._parsed.root is not None, "an entry has been made of it"
        return self._parsed.root

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file."""
        return self._parsed.lines

    @cached_property
    def key(self) -> str:
        """Section and id, such as `concepts/fenfu`: the entry's address without slashes around it."""
        return f"{self.entry.section}/{self.entry.id}"

    @property
    def article(self) -> Article | None:
        """The entry if it is an article, else None."""
        return self.entry if isinstance(self.entry, Article) else None

    @cached_property
    def sections(self) -> Mapping[Location, Section]:
        """The sections of the entry by their locations."""
        lists = ((key, getattr(self.entry, name)) for name, key in _lists_of_sections(type(self.entry)))
        return {(key, index): section for key, sections in lists for index, section in enumerate(sections or ())}

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text field that readers see."""
        return tuple(texts(self.leaves))

    def at(self, *location: str | int) -> Span:
        """The position of a value in the file; the first line if the file does not contain it."""
        node = locate(self.root, location)
        if node is self.root:
            return Span(1, 1, 1, 1) if not self.root.keys else next(iter(self.root.keys.values())).span
        span = node.span
        return span if span.line == span.end_line else Span(span.line, span.column, span.line, span.column + 1)

    def key_at(self, *location: str | int) -> Span:
        """The position of a key in the file; the first line if the file does not contain it."""
        parent = locate(self.root, location[:-1])
        key = str(location[-1])
        return parent.keys[key].span if isinstance(parent, GroupNode) and key in parent.keys else self.at()

    def within(self, text: Text, start: int, end: int) -> Span:
        """The position in the file of the range from `start` to `end` of a text field."""
        node = locate(self.root, text.location)
        if not isinstance(node, Scalar):
            return self.at(*text.location)
        known = self._places(text.location)
        first, last = (known[min(at, len(known) - 1)] for at in (start, max(start, end - 1)))
        return Span(first[0], first[1], last[0], last[1] + 1)

    @once
    def _places(self, location: Location) -> list[tuple[int, int]]:
        """The line and column of each character of a text; cached, since many findings need it."""
        node = locate(self.root, location)
        assert isinstance(node, Scalar), "a text is written as one"
        return places(self.lines, node)
