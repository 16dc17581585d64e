"""Citations: which clauses a page cites, how they are numbered, and what their marks look like."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape

from generator.content_types.contact import Contact
from generator.content_types.source import Clause, Source
from generator.linking.addresses import address, heading_anchor, relative
from generator.linking.links import Mention, clause_of
from generator.reading.document import Document
from generator.rendering import prose
from generator.rendering.edition import Edition


def anchor_of(number: int) -> str:
    """The anchor of a source in the list."""
    return f"cite-{number}"


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
    address_says: str
    read_in: str

    @property
    def anchor(self) -> str:
        """The anchor in the list of sources."""
        return anchor_of(self.number)


class CitationNumbers:
    """The numbers of an entry's citations: each gets the next one when it is first shown."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str | None], int] = {}

    def of(self, mention: Mention) -> int:
        """The number of a citation, given now if it has none."""
        return self._given.setdefault((mention.reference.target, mention.reference.detail), len(self._given) + 1)

    @classmethod
    def in_order(cls, mentions: Iterable[Mention]) -> "CitationNumbers":
        """The numbers where all is shown in the order in which it is written."""
        numbers = cls()
        for mention in mentions:
            if mention.reference.kind == "citation" and mention.resolution.key:
                numbers.of(mention)
        return numbers


@dataclass(frozen=True)
class Numbered:
    """HTML whose citations get their numbers when a template shows it, so that they rise as a reader goes down the page."""

    html: str
    cite: Callable[[int], str]
    """The HTML of one of its citations, by the number in its mark."""

    def __html__(self) -> str:
        return _CITED.sub(lambda mark: self.cite(int(mark[1])), self.html)


_CITED = re.compile("\ue004(\\d+)\ue005")


def citation_mark(index: int) -> str:
    """What stands in HTML for a citation until it is shown."""
    return f"\ue004{index}\ue005"


class SourceList:
    """The sources an entry rests on, with all that a reader needs to check them; in the order of their numbers.

    Whether there are any can be asked at any time; to list them gives a number to each that has not been shown.
    """

    def __init__(self, document: Document, edition: Edition, numbers: CitationNumbers) -> None:
        self._document, self._edition, self._numbers = document, edition, numbers

    def __bool__(self) -> bool:
        return any(clause_of(self._edition.library, mention) for mention in self._mentions)

    def __iter__(self) -> Iterator[CitedClause]:
        return iter(self._listed)

    @cached_property
    def _listed(self) -> list[CitedClause]:
        here, cited = address(self._document.key), {}
        for mention in self._mentions:
            if found := clause_of(self._edition.library, mention):
                number = self._numbers.of(mention)
                cited[number] = _cited_clause(number, *found, self._edition.day, here)
        return [cited[number] for number in sorted(cited)]

    @property
    def _mentions(self) -> tuple[Mention, ...]:
        return self._edition.links.mentions[self._document.key]


def _cited_clause(number: int, source: Source, clause: Clause | None, day: date, here: str) -> CitedClause:
    return CitedClause(
        number,
        source.title,
        source.number,
        clause.label if clause else "",
        clause.says if clause else "",
        clause.text if clause else None,
        source.tier == "reported",
        in_force(source, day, clause),
        relative(here, f"/sources/{source.id}/" + (f"#{clause_anchor(clause.id)}" if clause else "")),
        source.address,
        source.address_says,
        source.read_in,
    )


def clause_anchor(clause: str) -> str:
    """The anchor of a clause on its source's page."""
    return f"c-{clause}"


def in_force(source: Source, day: date, clause: Clause | None = None) -> str:
    """Whether and since when a source, or one clause of it, is in force, in words."""
    ended = min((each for each in (source.ended, clause and clause.ended) if each), default=None)
    effective = (clause and clause.effective) or source.effective
    if ended and ended <= day:
        return f"已于 {ended} 失效"
    if effective and effective > day:
        return f"{effective} 起施行，现在还没有生效"
    if effective:
        return f"{effective} 起施行"
    return f"{source.published} 发布" if source.published else ""


_CALLS = re.compile(r"[打拨][^。；！？\n]*$")


def reference_html(mention: Mention, edition: Edition, here: str, before: str = "") -> str:
    """The HTML of a reference to an entry or a parameter, shown on the page `here` after the words `before`.

    Where these tell the reader to call, the link calls.
    """
    words = edition.words(mention)
    if mention.reference.kind == "parameter" or mention.resolution.key is None:
        return escape(words)
    named = edition.library.documents.get(mention.resolution.key)
    contact = named.entry if named else None
    if isinstance(contact, Contact) and contact.phone and _CALLS.search(before):
        return prose.link(f"tel:{contact.phone}", words, aria_label=f"拨打 {words}")
    fragment = f"#{heading_anchor(mention.reference.detail)}" if mention.reference.detail else ""
    target = address(mention.resolution.key) + fragment
    return prose.link(relative(here, target), words)


def citation_html(mention: Mention, edition: Edition, numbers: CitationNumbers, page: str) -> str:
    """The mark of a citation, which leads to the list of sources on a page (empty: the same one)."""
    found = clause_of(edition.library, mention)
    if found is None:
        return ""
    number, reported = numbers.of(mention), found[0].tier == "reported"
    css = "kb-cite kb-cite-reported" if reported else "kb-cite"
    return prose.link(
        f"{page}#{anchor_of(number)}",
        str(number),
        css,
        role="doc-noteref",
        aria_label=f"来源 {number}" + "，待核对官方原文" * reported,
    )
