"""Content files into entries: what each says by itself, and all of them together as a library."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.content_types import BY_SECTION
from generator.content_types.page import Page as PageType
from generator.diagnostics import Diagnostic, Span, diagnostic
from generator.entry import Entry
from generator.folders import entries
from generator.library import Document, Library
from generator.linting import Coded, Known, own_checks, own_findings
from generator.markdown_pages import nodes
from generator.memo import Memo, digest
from generator.references import Reference
from generator.rules import RULES
from generator.search.words import PATH as SEARCH_WORDS
from generator.search.words import SearchWords, read_words
from generator.validation import validate

CONTENT = "content"
OWN = own_checks(RULES)

File = tuple[str, bytes]
"""A path relative to the root, and the bytes there."""


def read_files(root: Path) -> dict[str, bytes]:
    """The bytes of all content files by path."""
    return {path: (root / path).read_bytes() for path in content_files(root)}


def files_digest(files: Mapping[str, bytes]) -> bytes:
    """One digest of all content."""
    return digest(*(part for path, data in sorted(files.items()) for part in (path, data)))


def content_files(root: Path) -> tuple[str, ...]:
    """The files under `content/`, relative to the root, without hidden ones."""
    found = (path for path, entry in entries(root / CONTENT) if entry.is_file() and "/." not in f"/{path}")
    return tuple(sorted(f"{CONTENT}/{path}" for path in found))


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
    return (Document(path, entry, data), ()) if entry else (None, faults)


@dataclass(frozen=True)
class Reading:
    """What one file says by itself: its entry and all that it names, or the faults that keep it from being one, and what
    rules find in it."""

    entry: Entry | None
    references: tuple[Reference, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    findings: Coded = ()


def read_and_lint(file: File) -> Reading:
    """Everything that can be said about one file without the others."""
    document, faults = read(*file)
    if document is None:
        return Reading(None, faults=faults)
    return Reading(document.entry, document.references, faults, own_findings(document, OWN))


Keyed = tuple[bytes, Reading]
"""The key of a file's content, and what the file says."""


def readings(files: Sequence[File], memo: Memo) -> list[Keyed]:
    """What each of the files says by itself."""
    keys = [digest(*file) for file in files]
    return list(zip(keys, memo.over("read_and_lint", read_and_lint, files, keys), strict=True))


@dataclass(frozen=True)
class Content:
    """All content files as they were read, by path; the words for search have a file of their own."""

    files: Mapping[str, bytes]
    readings: Mapping[str, Reading]
    keys: Mapping[str, bytes]
    words: SearchWords
    faults: tuple[Diagnostic, ...]
    """What keeps files from being read."""

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """The paths of files that hold no valid entry."""
        return frozenset(path for path, reading in self.readings.items() if reading.entry is None)

    @cached_property
    def known(self) -> Known:
        """What linting need not find out again."""
        return {path: (self.keys[path], reading.findings) for path, reading in self.readings.items()}

    def library(self, drafts: bool = False) -> Library:
        """All valid entries, with drafts or without."""
        documents = (
            Document(path, reading.entry, self.files[path], reading.references)
            for path, reading in self.readings.items()
            if reading.entry and (drafts or reading.entry.status != "draft")
        )
        keys = (path.removeprefix(f"{CONTENT}/").rpartition(".")[0] for path in self.unreadable)
        return Library.of(tuple(documents), frozenset(key for key in keys if "/" in key))


def gather(files: Mapping[str, bytes], read_all: Callable[[Sequence[File]], Sequence[Keyed]]) -> Content:
    """The content of these files. `read_all` gives what each of several files says by itself."""
    words, faults = read_words(files[SEARCH_WORDS]) if SEARCH_WORDS in files else (SearchWords(), ())
    entries = sorted(item for item in files.items() if item[0] != SEARCH_WORDS)
    keyed = dict(zip((path for path, _ in entries), read_all(entries), strict=True))
    found = {path: reading for path, (_, reading) in keyed.items()}
    faults = (*faults, *(fault for reading in found.values() for fault in reading.faults))
    return Content(files, found, {path: key for path, (key, _) in keyed.items()}, words, faults)
