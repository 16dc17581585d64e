"""The base as of a day, with what rendering needs of it: texts of references, titles, one-line summaries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from generator.content_types.parameter import Parameter
from generator.content_types.source import Source
from generator.content_types.term import Term
from generator.entry import Article, Entry
from generator.linking.links import Links, Mention, value_on
from generator.linking.terms import TermIndex
from generator.reading.document import Document
from generator.reading.library import Library
from generator.remembering.once import once
from generator.rendering import prose


class Face(NamedTuple):
    """A summary of an entry for links and lists: its title, its type, its one-line answer."""

    title: str
    label: str
    summary: str
    section: str
    chip: str
    """The label 有期限 beside the title if a deadline runs; else empty."""
    tool: bool
    """Whether it is a tool that readers fill in."""


@dataclass(frozen=True)
class Edition:
    """A snapshot: library, links and term index as of a day."""

    library: Library
    links: Links
    terms: TermIndex
    day: date
    turned: date
    """The last day until `day` on which a clause or parameter changed; all pages are the same from then on."""
    faces: Mapping[str, Face] = field(default_factory=dict)
    """In an edition of a part of the base: the faces of entries outside it that may be linked to."""

    @classmethod
    def of(cls, library: Library, links: Links, day: date) -> "Edition":
        """The edition of a library on a day."""
        turns = (turn for document in library for turn in _turns(document.entry) if turn <= day)
        return cls(library, links, TermIndex.of(library), day, max(turns, default=date.min))

    def face(self, key: str) -> Face:
        """What other pages show of an entry, by key."""
        return self.faces.get(key) or self._face(key)

    @once
    def _face(self, key: str) -> Face:
        document = self.library[key]
        entry, chip = document.entry, "有期限" if document.entry.deadline else ""
        return Face(entry.title, entry.label, self._summary(document), entry.section, chip, entry.filled_in)

    def summary(self, document: Document) -> str:
        """The one-line summary of an entry, as plain text."""
        return self.face(document.key).summary

    def _summary(self, document: Document) -> str:
        written = ((name, getattr(document.entry, name)) for name in document.entry.summary)
        words = (self.plain(document, (name,), text) for name, text in written if text)
        return " · ".join(words) or document.entry.title

    @once
    def plain(self, document: Document, location: tuple[str | int, ...], text: str) -> str:
        """A text of an entry as plain text: labels instead of links, values instead of parameters, no citations."""
        return self.with_marks(document, location, text, "")

    def with_marks(self, document: Document, location: tuple[str | int, ...], text: str, cited: str) -> str:
        """The same with a mark for each citation; not cached, since search alone wants it, and once."""
        named = self.links.at(document.key, location) if "[" in text or "{" in text else ()
        return prose.visible(
            text, [prose.Piece(m.reference.start, m.reference.end, self.words(m, cited)) for m in named]
        )

    def words(self, mention: Mention, cited: str = "") -> str:
        """A reference as plain text; `cited` for a citation."""
        if mention.reference.kind == "citation":
            return cited
        key = mention.resolution.key
        if key is None:
            return mention.reference.label or mention.reference.target
        if key.startswith(f"{Parameter.section}/"):
            parameter = self.library[key].entry
            assert isinstance(parameter, Parameter)
            value = value_on(parameter, self.day)
            return value.value if value else "？"
        return mention.reference.label or self.face(key).title


def _turns(entry: Entry) -> Iterator[date]:
    """The days on which a clause or value in an entry begins or ends."""
    if isinstance(entry, Parameter):
        for value in entry.values:
            yield from (value.since, *([value.until + timedelta(days=1)] if value.until else ()))
    elif isinstance(entry, Source):
        days = (entry.effective, entry.ended, *(day for each in entry.clauses for day in (each.effective, each.ended)))
        yield from filter(None, days)


@once
def term_tip(edition: Edition, key: str) -> str:
    """The tooltip of a linked term: its definition, or the answer of an article."""
    document = edition.library[key]
    entry = document.entry
    return edition.summary(document) if isinstance(entry, (Term, Article)) else entry.title
