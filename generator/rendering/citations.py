"""Citations: which clauses a page cites, their numbers, and the HTML of references and citation marks."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from html import escape
from typing import NamedTuple

from generator.content_types.contact import Contact
from generator.content_types.source import Clause, Source
from generator.linking.addresses import address, heading_anchor, relative
from generator.linking.links import Mention, clause_of
from generator.reading.document import Document
from generator.remembering.once import once
from generator.rendering import prose
from generator.rendering.edition import Edition


def anchor_of(number: int) -> str:
    """The anchor of an item in the list of sources, by its number."""
    return f"cite-{number}"


class ShownClause(NamedTuple):
    """What pages that cite a clause show of it in their lists of sources, so that readers can check it."""

    href: str
    source: str
    document: str | None
    """The official number of the law, standard or notice."""
    label: str
    says: str
    text: str | None
    reported: bool
    status: str
    address: str | None
    address_says: str
    read_in: str


class CitedClause(NamedTuple):
    """An item in the list of sources of a page."""

    number: int
    clause: ShownClause

    @property
    def anchor(self) -> str:
        """The anchor in the list of sources."""
        return anchor_of(self.number)


class CitationNumbers:
    """Numbers the citations of a page: each clause gets the next number when it is first shown."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str | None], int] = {}

    def of(self, mention: Mention) -> int:
        """The number of a citation; assigns one if it has none."""
        return self._given.setdefault((mention.reference.target, mention.reference.detail), len(self._given) + 1)

    @classmethod
    def in_order(cls, mentions: Iterable[Mention]) -> "CitationNumbers":
        """Numbers for citations that are shown in the order in which they are written."""
        numbers = cls()
        for mention in mentions:
            if mention.reference.kind == "citation" and mention.resolution.key:
                numbers.of(mention)
        return numbers


@dataclass(slots=True)
class Numbered:
    """HTML whose citations are numbered when a template outputs it, so that numbers increase down the page."""

    html: str
    cite: Callable[[int], str]
    """Returns the HTML of one of its citations, by the index in its placeholder."""

    def __html__(self) -> str:
        return _CITED.sub(lambda mark: self.cite(int(mark[1])), self.html)


_CITED = re.compile("\ue004(\\d+)\ue005")


def citation_mark(index: int) -> str:
    """The placeholder in HTML for a citation that has no number yet."""
    return f"\ue004{index}\ue005"


class SourceList:
    """The list of sources of a page, ordered by number.

    Its truth value can be tested at any time. All else assigns a number to each clause that has not been shown yet.
    """

    def __init__(self, document: Document, edition: Edition, numbers: CitationNumbers) -> None:
        self._document, self._edition, self._numbers = document, edition, numbers

    def __bool__(self) -> bool:
        return bool(self._cited)

    def __len__(self) -> int:
        return len(self._listed)

    def __iter__(self) -> Iterator[CitedClause]:
        return iter(self._listed)

    @property
    def reported(self) -> int:
        """How many clauses are of sources that editors know from reports only."""
        return sum(item.clause.reported for item in self._listed)

    @cached_property
    def _listed(self) -> list[CitedClause]:
        here, listed = address(self._document.key), {}
        for mention, source, clause in self._cited:
            number = self._numbers.of(mention)
            to = f"/sources/{source.id}/" + (f"#{clause_anchor(clause.id)}" if clause else "")
            shown = _shown(source, clause.id if clause else None, self._edition.day, relative(here, to))
            listed[number] = CitedClause(number, shown)
        return [listed[number] for number in sorted(listed)]

    @cached_property
    def _cited(self) -> list[tuple[Mention, Source, Clause | None]]:
        library, mentions = self._edition.library, self._edition.links.mentions[self._document.key]
        return [(mention, *found) for mention in mentions if (found := clause_of(library, mention))]


@once
def _shown(source: Source, identifier: str | None, day: date, href: str) -> ShownClause:
    clause = source.clause(identifier)
    return ShownClause(
        href,
        source.title,
        source.number,
        clause.label if clause else "",
        clause.says if clause else "",
        clause.text if clause else None,
        source.tier == "reported",
        in_force(source, day, clause),
        source.address,
        source.address_says,
        source.read_in,
    )


def clause_anchor(clause: str) -> str:
    """The anchor of a clause on the page of its source."""
    return f"c-{clause}"


def in_force(source: Source, day: date, clause: Clause | None = None) -> str:
    """A sentence for readers on whether and since when a source, or a clause of it, is in force on a day."""
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

    If these words tell the reader to call a contact, the link dials its number.
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
    """The HTML of a citation mark, with a link to the list of sources on `page` (empty: the same page)."""
    found = clause_of(edition.library, mention)
    if found is None:
        return ""
    return _mark(numbers.of(mention), found[0].tier == "reported", page)


@lru_cache(1024)
def _mark(number: int, reported: bool, page: str) -> str:
    css, unread = ("kb-cite kb-cite-reported", "，待核对官方原文") if reported else ("kb-cite", "")
    to = f"{page}#{anchor_of(number)}"
    return f'<a class="{css}" href="{to}" role="doc-noteref" aria-label="来源 {number}{unread}">{number}</a>'
