"""The base as of a day, with what rendering asks of it: words of references, titles, one-line summaries."""

import re
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any, NamedTuple

from generator import prose
from generator.addresses import address, relative
from generator.content_types.parameter import Parameter
from generator.content_types.source import Source
from generator.content_types.term import Term
from generator.entry import Article
from generator.library import Document, Library
from generator.linking import Links, Mention, clause_of, value_on
from generator.terms import TermIndex


class Face(NamedTuple):
    """What other pages show of an entry: what it is called, what kind it is, what it says."""

    title: str
    label: str
    summary: str
    section: str


@dataclass(frozen=True)
class Edition:
    """Library, links and term index as of a day."""

    library: Library
    links: Links
    terms: TermIndex
    day: date
    faces: dict[str, Face] = field(default_factory=dict, compare=False, repr=False)
    """The faces that have been asked for, by entry key: every page that links to an entry shows the same."""
    contacts: dict[tuple[str, str], Any] = field(default_factory=dict, compare=False, repr=False)
    """The contacts that have been rendered, by an address in the folder they are shown in and their key."""

    @classmethod
    def of(cls, library: Library, links: Links, day: date) -> "Edition":
        """The edition of a library on a day."""
        return cls(library, links, TermIndex.of(library), day)

    def face(self, key: str) -> Face:
        """What other pages show of an entry."""
        face = self.faces.get(key)
        if face is None:
            document = self.library[key]
            entry = document.entry
            face = self.faces[key] = Face(self.library.titles[key], entry.label, self._summary(document), entry.section)
        return face

    def summary(self, document: Document) -> str:
        """What an entry says in one sentence, as plain text."""
        return self.face(document.key).summary

    def _summary(self, document: Document) -> str:
        entry = document.entry
        if isinstance(entry, Source):
            return " · ".join(filter(None, (entry.issuer, entry.number)))
        for name in ("answer", "definition", "handles"):
            if text := getattr(entry, name, None):
                return self.plain(document, (name,), text)
        return entry.title

    def plain(self, document: Document, location: tuple[str | int, ...], text: str) -> str:
        """A text as words only: labels instead of links, values instead of parameters, no citations."""
        places = self.links.places(document.key)
        return prose.visible(text, lambda found: self.words(places[location, found.start()]))

    def words(self, mention: Mention) -> str:
        """What a reference shows as plain text."""
        if mention.kind == "citation":
            return ""
        key = mention.resolution.key
        if key is None:
            return mention.label or mention.target
        if key.startswith(f"{Parameter.section}/"):
            parameter = self.library[key].entry
            assert isinstance(parameter, Parameter)
            value = value_on(parameter, self.day)
            return value.value if value else "？"
        return mention.label or self.library.titles[key]


@dataclass(frozen=True)
class CitedClause:
    """A clause in a page's list of sources."""

    number: int
    source: str
    document: str | None
    """The number of the law, standard or notice."""
    label: str
    says: str
    text: str | None
    reported: bool
    status: str
    href: str
    address: str | None
    read_in: str

    @property
    def anchor(self) -> str:
        """The anchor in the list of sources."""
        return f"cite-{self.number}"


_BEFORE_SECTIONS = (
    "answer", "first_step", "do_now", "dont", "facts", "timeline", "circles", "must", "must_not", "signs", "seek_help_when",
    "say", "not_say", "sections",
)  # fmt: skip
"""The fields that templates show up to the body, in their order; all others come after it."""


def _shown_at(mention: Mention) -> int:
    field = mention.location[0]
    return _BEFORE_SECTIONS.index(field) if field in _BEFORE_SECTIONS else len(_BEFORE_SECTIONS)


def numbered(document: Document, edition: Edition) -> dict[tuple[str, str | None], int]:
    """The citations of an entry's text and their numbers, in the order readers meet them."""
    mentions = sorted(edition.links.mentions[document.key], key=_shown_at)
    cited = (mention for mention in mentions if mention.kind == "citation" and mention.resolution.key)
    numbers: dict[tuple[str, str | None], int] = {}
    for mention in cited:
        numbers.setdefault((mention.target, mention.detail), len(numbers) + 1)
    return numbers


def cited_clauses(document: Document, edition: Edition) -> tuple[CitedClause, ...]:
    """The sources an entry rests on, numbered, with all that a reader needs to check them."""
    here = address(document.key)
    numbers = numbered(document, edition)
    cited: dict[int, CitedClause] = {}
    for mention in edition.links.mentions[document.key]:
        found = clause_of(edition.library, mention)
        if found is None:
            continue
        source, clause = found
        number = numbers[mention.target, mention.detail]
        cited.setdefault(number, CitedClause(
            number, source.title, source.number, clause.label if clause else "", clause.says if clause else "",
            clause.text if clause else None, source.tier == "reported", in_force(source, edition.day),
            relative(here, f"/sources/{source.id}/" + (f"#{clause_anchor(clause.id)}" if clause else "")),
            source.address, source.read_in,
        ))  # fmt: skip
    return tuple(cited[number] for number in sorted(cited))


def clause_anchor(clause: str) -> str:
    """The anchor of a clause on its source's page."""
    return f"c-{clause}"


def in_force(source: Source, day: date) -> str:
    """Whether and since when a source is in force, in words."""
    if source.ended and source.ended <= day:
        return f"已于 {source.ended} 失效"
    if source.effective and source.effective > day:
        return f"{source.effective} 起施行，现在还没有生效"
    if source.effective:
        return f"{source.effective} 起施行"
    return f"{source.published} 发布" if source.published else ""


def reference_html(
    document: Document, mention: Mention, edition: Edition, numbers: dict[tuple[str, str | None], int], here: str
) -> str:
    """The HTML of one reference in an entry's text, shown on the page `here`."""
    words = edition.words(mention)
    if mention.kind == "citation":
        own = address(document.key)
        return _citation(edition, mention, numbers, "" if here == own else relative(here, own))
    if mention.kind == "parameter" or mention.resolution.key is None:
        return escape(words, quote=False)
    fragment = f"#{heading_anchor(mention.detail)}" if mention.detail else ""
    target = address(mention.resolution.key) + fragment
    return prose.link(relative(here, target), words)


def _citation(edition: Edition, mention: Mention, numbers: dict[tuple[str, str | None], int], page: str) -> str:
    number = numbers.get((mention.target, mention.detail))
    found = clause_of(edition.library, mention)
    if number is None or found is None:
        return ""
    reported = found[0].tier == "reported"
    label = f"[{number} 待核对]" if reported else f"[{number}]"
    css = "kb-cite kb-cite-reported" if reported else "kb-cite"
    return prose.link(
        f"{page}#cite-{number}",
        label,
        css,
        role="doc-noteref",
        aria_label=f"来源 {number}" + "，待核对官方原文" * reported,
    )


def heading_anchor(heading: str) -> str:
    """The anchor of a heading: its own words without punctuation."""
    return re.sub(r"[^\w-]+", "-", heading).strip("-").lower()


def term_tip(key: str, edition: Edition) -> str:
    """The words shown for a linked term: its definition, or an article's answer."""
    document = edition.library[key]
    entry = document.entry
    return edition.summary(document) if isinstance(entry, (Term, Article)) else entry.title
