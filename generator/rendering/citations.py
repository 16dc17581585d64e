"""Citations: which clauses a page cites, how they are numbered, and what their marks look like."""

from dataclasses import dataclass
from datetime import date
from html import escape

from generator.content_types.source import Source
from generator.linking.addresses import address, heading_anchor, relative
from generator.linking.links import Mention, clause_of
from generator.reading.document import Document
from generator.rendering import prose
from generator.rendering.edition import Edition


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
