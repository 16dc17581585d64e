"""The pipeline: content files and a day in, findings and the built site's files out. Pure but for reading the files."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.content_types import BY_SECTION
from generator.diagnostics import Diagnostic, Span, diagnostic
from generator.library import Document, Library
from generator.linking import Links, link
from generator.linting import Context, lint
from generator.loading import parse
from generator.rules import RULES
from generator.validation import validate

CONTENT = "content"
PAGES = "pages"


@dataclass(frozen=True)
class Examination:
    """The base as read: its valid entries, their links, and everything that is wrong with it."""

    library: Library
    links: Links
    findings: tuple[Diagnostic, ...]


def content_files(root: Path) -> tuple[str, ...]:
    """The files under `content/`, relative to the root, without the hand-written pages and hidden files."""
    base = root / CONTENT
    paths = (path.relative_to(root) for path in base.rglob("*") if path.is_file())
    return tuple(sorted(
        path.as_posix() for path in paths
        if path.parts[1] != PAGES and not any(part.startswith(".") for part in path.parts)
    ))  # fmt: skip


def read(path: str, data: bytes) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The entry in one file, or the findings that say why there is none."""
    parts = path.split("/")
    content_type = BY_SECTION.get(parts[1])
    if len(parts) != 3 or content_type is None or not path.endswith(".yaml"):
        return None, (diagnostic(path, Span(), "KB107", sections=", ".join(BY_SECTION)),)
    parsed = parse(path, data)
    if parsed.root is None:
        return None, parsed.faults
    entry, faults = validate(path, content_type, parsed.root)
    return (Document(path, entry, parsed.root, parsed.lines), ()) if entry else (None, faults)


def examine(root: Path, today: date, drafts: bool = False) -> Examination:
    """Everything that can be said about the content of a root on a day."""
    documents: list[Document] = []
    findings: list[Diagnostic] = []
    for path in content_files(root):
        document, faults = read(path, (root / path).read_bytes())
        findings += faults
        if document and (drafts or document.entry.status != "draft"):
            documents.append(document)
    library = Library.of(tuple(documents))
    links = link(library)
    findings += lint(Context(library, links, today), RULES)
    return Examination(library, links, tuple(sorted(findings, key=lambda finding: finding.order)))
