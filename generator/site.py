"""The pipeline: content files and a day in, findings and the built site's files out. Pure but for reading the files."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.content_types import BY_SECTION
from generator.content_types.page import Page as PageType
from generator.diagnostics import Diagnostic, Span, diagnostic
from generator.edition import Edition, term_tip
from generator.entry import Entry
from generator.fingerprints import Fingerprints
from generator.library import Document, Library
from generator.linking import Links, link
from generator.linting import Context, OwnFindings, lint, own_checks, own_findings
from generator.markdown_pages import nodes
from generator.memo import PLAIN, Memo, digest
from generator.output import Output
from generator.outputs import entries, indexes, maps, redirects, search
from generator.page import Page
from generator.references import Reference
from generator.rendering import templates_of
from generator.rules import RULES
from generator.search.words import PATH as SEARCH_WORDS
from generator.search.words import SearchWords, read_words
from generator.validation import validate

CONTENT = "content"
OWN = own_checks(RULES)


@dataclass(frozen=True)
class Site:
    """The built site as data: its pages, its other files, and the findings about the content."""

    pages: tuple[Page, ...]
    outputs: tuple[Output, ...]
    findings: tuple[Diagnostic, ...]
    day: date
    """The day the content is shown as of."""


@dataclass(frozen=True)
class Examination:
    """The base as read: its valid entries, their links, and everything that is wrong with it."""

    library: Library
    links: Links
    findings: tuple[Diagnostic, ...]
    words: SearchWords


def content_files(root: Path) -> tuple[str, ...]:
    """The files under `content/`, relative to the root, without hidden ones."""
    base = root / CONTENT
    paths = (path.relative_to(root) for path in base.rglob("*") if path.is_file())
    return tuple(sorted(path.as_posix() for path in paths if not any(part.startswith(".") for part in path.parts)))


def read(path: str, data: bytes) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The entry in one file, or the findings that say why there is none."""
    parts = path.split("/")
    content_type = BY_SECTION.get(parts[1])
    suffix = ".md" if content_type is PageType else ".yaml"
    if len(parts) != 3 or content_type is None or not path.endswith(suffix):
        return None, (diagnostic(path, Span(), "KB107", sections=", ".join(BY_SECTION), suffix=suffix),)
    parsed = nodes(path, data)
    if parsed.root is None:
        return None, parsed.faults
    entry, faults = validate(path, content_type, parsed.root)
    return (Document.of(path, entry, data), ()) if entry else (None, faults)


@dataclass(frozen=True)
class Reading:
    """What one file says by itself: its entry and all that it names, or the faults that keep it from being one, and what
    rules find in it."""

    entry: Entry | None
    references: tuple[Reference, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    findings: OwnFindings = ()


def read_and_lint(file: tuple[str, bytes]) -> Reading:
    """Everything that can be said about one file without the others."""
    document, faults = read(*file)
    if document is None:
        return Reading(None, faults=faults)
    return Reading(document.entry, document.references, faults, own_findings(document, OWN))


def examine(
    root: Path, today: date, drafts: bool = False, instead: Mapping[str, bytes] | None = None, memo: Memo = PLAIN
) -> Examination:
    """Everything that can be said about the content of a root on a day.

    `instead` gives the bytes of some files that are to count in place of what is on disk.
    """
    files = {path: (root / path).read_bytes() for path in content_files(root)} | dict(instead or {})
    return examine_files(files, today, drafts, memo)


def examine_files(files: Mapping[str, bytes], today: date, drafts: bool = False, memo: Memo = PLAIN) -> Examination:
    """Everything that can be said about content given as paths and bytes."""
    documents: list[Document] = []
    findings: list[Diagnostic] = []
    unreadable: set[str] = set()
    words, faults = read_words(files[SEARCH_WORDS]) if SEARCH_WORDS in files else (SearchWords(), ())
    findings += faults
    own: dict[str, OwnFindings] = {}
    read = sorted(item for item in files.items() if item[0] != SEARCH_WORDS)
    readings = memo.over("read_and_lint", read_and_lint, read, (digest(*item) for item in read))
    for (path, data), reading in zip(read, readings, strict=True):
        findings += reading.faults
        own[path] = reading.findings
        if reading.entry is None:
            unreadable.add(path.removeprefix(f"{CONTENT}/").rpartition(".")[0])
        elif drafts or reading.entry.status != "draft":
            documents.append(Document(path, reading.entry, data, reading.references))
    library = Library.of(tuple(documents), frozenset(key for key in unreadable if "/" in key))
    links = link(library)
    findings += lint(Context(library, links, today), RULES, own, memo.jobs)
    return Examination(library, links, tuple(sorted(findings, key=lambda finding: finding.order)), words)


def assemble(root: Path, examination: Examination, day: date | None = None, memo: Memo = PLAIN) -> Site:
    """The whole site as data, shown as of a day (default: the newest review, so that no clock is read)."""
    day = day or newest_review(examination.library)
    edition = Edition.of(examination.library, examination.links, day)
    templates = templates_of(root)
    prints = Fingerprints.of(edition, templates)
    pages = (
        *indexes.pages(edition, templates), *maps.pages(edition, templates),
        *entries.pages(edition, templates, memo, prints),
    )  # fmt: skip
    outputs = (*redirects.outputs(edition), *search.outputs(edition, examination.words, templates, memo, prints))
    finished = tuple(replace(page, tips=tuple((key, term_tip(key, edition)) for key, _ in page.tips)) for page in pages)
    return Site(finished, outputs, examination.findings, day)


def build(root: Path, today: date, day: date | None = None) -> Site:
    """The whole site of a root as data; findings are judged by `today`, the content is shown as of `day`."""
    return assemble(root, examine(root, today), day)


def newest_review(library: Library) -> date:
    """The newest day on which an entry was reviewed: the date of a site that reads no clock."""
    return max((document.entry.reviewed.on for document in library), default=date(1970, 1, 1))
