"""All valid entries of the base, findable by key, id and former address."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from generator.diagnostics import Span
from generator.entry import Article, Entry, Leaf, Text, texts, walk
from generator.loading import Mapping, Parsed, Scalar
from generator.markdown_pages import nodes
from generator.references import Reference, written
from generator.validation import locate


@dataclass(frozen=True, eq=False)
class Document:
    """One entry with its file: `path` relative to the root, and the bytes as they were read.

    Two documents are equal only if they are the same, so that what is worked out about one can be looked up by it.
    """

    path: str
    entry: Entry
    data: bytes
    known_references: tuple[Reference, ...] | None = None
    """The references, when reading has gathered them already."""

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Everything that the entry names."""
        return written(self.leaves) if self.known_references is None else self.known_references

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every value of the entry with its location and marks."""
        return tuple(walk(self.entry))

    @cached_property
    def _parsed(self) -> Parsed:
        """The file read once more: only a finding needs to know where things stand, and most entries have none."""
        return nodes(self.path, self.data)

    @property
    def root(self) -> Mapping:
        """The nodes of the file."""
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
        """The entry if it is an article, else nothing."""
        return self.entry if isinstance(self.entry, Article) else None

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text field that readers see."""
        return tuple(texts(self.leaves))

    def at(self, *location: str | int) -> Span:
        """The place of a value; of the whole entry's first line, when the entry does not write it."""
        node = locate(self.root, location)
        if node is self.root:
            return Span(1, 1, 1, 1) if not self.root.keys else next(iter(self.root.keys.values())).span
        span = node.span
        return span if span.line == span.end_line else Span(span.line, span.column, span.line, span.column + 1)

    def key_at(self, *location: str | int) -> Span:
        """The place of a key; of the first line, when the entry does not write it."""
        parent = locate(self.root, location[:-1])
        key = str(location[-1])
        return parent.keys[key].span if isinstance(parent, Mapping) and key in parent.keys else self.at()

    def within(self, text: Text, start: int, end: int) -> Span:
        """The place of a stretch of a text field, in the lines of the file."""
        node = locate(self.root, text.location)
        if not isinstance(node, Scalar):
            return self.at(*text.location)
        first = _position(self.lines, node, start)
        last = _position(self.lines, node, max(start, end - 1))
        return Span(first[0], first[1], last[0], last[1] + 1)

    def __iter__(self) -> Iterator[Text]:
        return iter(self.texts)


def _position(lines: tuple[str, ...], node: Scalar, offset: int) -> tuple[int, int]:
    """The line and column of the character at `offset` of a scalar's value.

    YAML folds, indents and quotes, but it never adds or drops a visible character other than quotes and escapes,
    so the n-th visible character of the value is the n-th visible character of its source.
    """
    line, column = node.span.line, node.span.column
    if node.style in ("|", ">"):
        line, column = line + 1, 1
    elif node.style:
        column += 1
    remaining = len("".join(node.text[:offset].split()))
    if offset < len(node.text) and node.text[offset].isspace():
        line, column = _position(lines, node, offset - 1) if offset else (line, column)
        return line, column + 1
    return _advance(lines, line, column, remaining, node.style)


def _advance(lines: tuple[str, ...], line: int, column: int, visible: int, style: str) -> tuple[int, int]:
    while line <= len(lines):
        source = lines[line - 1]
        while column <= len(source):
            character = source[column - 1]
            if character.isspace():
                column += 1
                continue
            if visible == 0:
                return line, column
            visible -= 1
            escaped = (style == '"' and character == "\\") or (style == "'" and source[column - 1 : column + 1] == "''")
            column += 2 if escaped else 1
        line, column = line + 1, 1
    return len(lines), 1


Found = Literal["found", "unknown", "ambiguous", "moved", "unreadable"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a reference leads to: `key` of the entry when found or moved, else candidates that could be meant.

    `unreadable` is an entry whose file has faults of its own: they are told there, not at everyone who names it.
    """

    state: Found
    key: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Library:
    """All published and retired entries by key; drafts too, when they are asked for."""

    documents: dict[str, Document]
    by_id: dict[str, tuple[str, ...]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()
    """Keys of files that are there but hold no valid entry."""

    @classmethod
    def of(cls, documents: tuple[Document, ...], unreadable: frozenset[str] = frozenset()) -> "Library":
        """The library of these documents; of two with one key, the first counts."""
        by_key: dict[str, Document] = {}
        by_id: dict[str, tuple[str, ...]] = {}
        moved: dict[str, str] = {}
        for document in documents:
            if document.key not in by_key:
                by_key[document.key] = document
                by_id[document.entry.id] = (*by_id.get(document.entry.id, ()), document.key)
            moved.update(dict.fromkeys(document.entry.moved_from, document.key))
        return cls(by_key, by_id, moved, unreadable)

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents.values())

    def __contains__(self, key: str) -> bool:
        return key in self.documents

    def __getitem__(self, key: str) -> Document:
        return self.documents[key]

    def section(self, name: str) -> tuple[Document, ...]:
        """The entries of one section, by id."""
        return self._sections.get(name, ())

    @cached_property
    def _sections(self) -> dict[str, tuple[Document, ...]]:
        found: dict[str, list[Document]] = {}
        for key, document in sorted(self.documents.items()):
            found.setdefault(key.partition("/")[0], []).append(document)
        return {section: tuple(documents) for section, documents in found.items()}

    def neighbours(self, key: str) -> tuple[str | None, str | None]:
        """The keys before and after an entry's in its section."""
        return self._neighbours[key]

    @cached_property
    def _neighbours(self) -> dict[str, tuple[str | None, str | None]]:
        found: dict[str, tuple[str | None, str | None]] = {}
        for documents in self._sections.values():
            keys = [None, *(document.key for document in documents), None]
            found |= {here: (keys[i], keys[i + 2]) for i, here in enumerate(keys[1:-1]) if here}
        return found

    def resolve(self, reference: str, sections: tuple[str, ...] = ()) -> Resolution:
        """What `id` or `section/id` leads to; `sections`, if given, are where it may lie."""
        known = self._resolutions.get((reference, sections))
        if known is None:
            known = self._resolutions[reference, sections] = self._resolve(reference, sections)
        return known

    @cached_property
    def _resolutions(self) -> dict[tuple[str, tuple[str, ...]], Resolution]:
        return {}

    @cached_property
    def _found(self) -> dict[str, Resolution]:
        """What leads to each entry, made one after the other, so that they lie together in the memory: a process that
        counts a reference to one of them copies what lies around it."""
        return {key: Resolution("found", key) for key in self.documents}

    def _resolve(self, reference: str, sections: tuple[str, ...]) -> Resolution:
        if reference in self.documents:
            return self._found[reference]
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

    @cached_property
    def titles(self) -> dict[str, str]:
        """The title of each entry, by key."""
        return {key: document.entry.title for key, document in self.documents.items()}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every id, with and without its section: what a mistyped reference may have meant."""
        return tuple(sorted({*self.by_id, *self.documents}))
