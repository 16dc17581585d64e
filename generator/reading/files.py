"""Content files into entries: what each says by itself, and all of them together as a library."""

from collections.abc import Mapping
from pathlib import Path

from generator.content_types import BY_SECTION
from generator.diagnostics import Diagnostic, Span, diagnostic
from generator.reading.document import Document
from generator.reading.nodes import nodes
from generator.reading.validation import validate
from generator.remembering.folders import entries
from generator.remembering.memo import digest

CONTENT = "content"

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
    suffix = ".md" if content_type and content_type.by_hand else ".yaml"
    if len(parts) != 3 or content_type is None or not path.endswith(suffix):
        return None, (diagnostic(path, Span(), "KB107", sections=", ".join(BY_SECTION), suffix=suffix),)
    parsed = nodes(path, data)
    if parsed.root is None:
        return None, parsed.faults
    entry, faults = validate(path, content_type, parsed.root)
    return (Document(path, entry, data), ()) if entry else (None, faults)
