"""The pipeline: content files and a day in, findings and the built site's files out. Pure but for reading the files."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.examining import Examination, examine
from generator.outputs import entries, indexes, maps, redirects, search
from generator.reading.library import Library
from generator.remembering.memo import PLAIN, Memo
from generator.rendering.edition import Edition, term_tip
from generator.rendering.fingerprints import Fingerprints
from generator.rendering.output import Output
from generator.rendering.page import Named, Page
from generator.rendering.templates import templates_of


@dataclass(frozen=True)
class Site:
    """The built site as data: its pages, its other files, and the findings about the content."""

    pages: tuple[Page, ...]
    outputs: tuple[Output, ...]
    findings: tuple[Diagnostic, ...]
    day: date
    """The day the content is shown as of."""

    @property
    def footer(self) -> Named:
        """The pages that every page's footer names."""
        return tuple((page.address, page.title) for page in self.pages if page.section == "pages")


def assemble(root: Path, examination: Examination, day: date | None = None, memo: Memo = PLAIN) -> Site:
    """The whole site as data, shown as of a day (default: the newest review, so that no clock is read)."""
    day = day or newest_review(examination.library)
    edition = Edition.of(examination.library, examination.links, day)
    templates = templates_of(root)
    prints = Fingerprints.of(edition, templates)
    # Before the pages are there: to make the index takes more memory than they do, and the index itself little.
    outputs = (*redirects.outputs(edition), *search.outputs(edition, examination.words, templates, memo, prints))
    made = chain(lists(edition, templates, memo, prints), entries.made(edition, templates, memo, prints))
    pages = tuple(finished(page, edition) for page in made)
    return Site(pages, outputs, examination.findings, day)


def lists(edition: Edition, templates: Path, memo: Memo, prints: Fingerprints) -> Iterator[Page]:
    """The pages that are made from many entries."""
    planned = (*indexes.pages(edition, templates), *maps.pages(edition, templates))
    keys = (prints.of_all + page.address.encode() for page in planned)
    return memo.over("list", lambda page: page.make(), planned, keys)


def finished(page: Page, edition: Edition) -> Page:
    """A page with the words of its tips."""
    tips = tuple((key, term_tip(key, edition)) for key, _ in page.tips)
    return replace(page, tips=tips, links=page.links.interned())


def build(root: Path, today: date, day: date | None = None) -> Site:
    """The whole site of a root as data; findings are judged by `today`, the content is shown as of `day`."""
    return assemble(root, examine(root, today), day)


def newest_review(library: Library) -> date:
    """The newest day on which an entry was reviewed: the date of a site that reads no clock."""
    return max((document.entry.reviewed.on for document in library), default=date(1970, 1, 1))
