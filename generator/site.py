"""The pipeline: content files and a day in, findings and the built site's files out. Pure but for reading the files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.edition import Edition, term_tip
from generator.fingerprints import Fingerprints
from generator.library import Library
from generator.linking import Links, link
from generator.linting import Context, lint
from generator.memo import PLAIN, Memo, digest
from generator.output import Output
from generator.outputs import entries, indexes, maps, redirects, search
from generator.page import Page
from generator.reading import Content, files_digest, gather, read_files, readings
from generator.rendering import templates_of
from generator.rules import RULES
from generator.search.words import SearchWords

Named = tuple[tuple[str, str], ...]
"""Addresses with their titles."""


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


@dataclass(frozen=True)
class Examination:
    """The base as read: its valid entries, their links, and everything that is wrong with it."""

    library: Library
    links: Links
    findings: tuple[Diagnostic, ...]
    words: SearchWords


def examine(
    root: Path, today: date, drafts: bool = False, instead: Mapping[str, bytes] | None = None, memo: Memo = PLAIN
) -> Examination:
    """Everything that can be said about the content of a root on a day.

    `instead` gives the bytes of some files that are to count in place of what is on disk.
    """
    return examine_files(read_files(root) | dict(instead or {}), today, drafts, memo)


def findings(root: Path, today: date, memo: Memo) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with the content, drafts included."""
    files = read_files(root)
    key = digest(files_digest(files), today.isoformat())
    known = memo.recall("findings", key, tuple)
    if known is None:
        known = examine_files(files, today, drafts=True, memo=memo).findings
        memo.keep("findings", key, known)
    return known


def examine_files(files: Mapping[str, bytes], today: date, drafts: bool = False, memo: Memo = PLAIN) -> Examination:
    """Everything that can be said about content given as paths and bytes."""
    content = gather(files, partial(readings, memo=memo))
    library = content.library(drafts)
    links = link(library)
    found = (*content.faults, *lint_all(content, library, links, today, memo))
    return Examination(library, links, tuple(sorted(found, key=lambda finding: finding.order)), content.words)


def lint_all(
    content: Content, library: Library, links: Links, today: date, memo: Memo = PLAIN
) -> tuple[Diagnostic, ...]:
    """The findings of all rules about the entries of some content, in no order."""
    return tuple(lint(Context(library, links, today), RULES, content.known, memo))


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
