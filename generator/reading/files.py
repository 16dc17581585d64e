"""One content file into an entry, or into what is wrong with it."""

from collections.abc import Sequence
from difflib import get_close_matches

from generator.content_types import BY_SECTION
from generator.diagnostics import Diagnostic, Span, diagnostic
from generator.reading.disk import Unread
from generator.reading.document import Document
from generator.reading.nodes import nodes
from generator.reading.repairs import with_repairs
from generator.reading.validation import validate


def _meant_place(parts: Sequence[str], suffix: str) -> str:
    """Where a file may have been meant to lie: in a folder of nearly that name, with letters in lower case."""
    near = get_close_matches(parts[1].lower(), BY_SECTION, 1, 0.7) if len(parts) == 3 else []
    return f"content/{near[0]}/{parts[2].rpartition('.')[0].lower()}{suffix}" if near else ""


def read(path: str, data: bytes) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The entry in one file, or the findings that say why there is none."""
    if isinstance(data, Unread):
        return None, (diagnostic(path, Span(), data.code, **data.facts),)
    parts = path.split("/")
    content_type = BY_SECTION.get(parts[1])
    suffix = ".md" if content_type and content_type.by_hand else ".yaml"
    if len(parts) != 3 or content_type is None or not path.endswith(suffix):
        return None, (
            diagnostic(
                path, Span(), "KB107", sections=", ".join(BY_SECTION), suffix=suffix, guess=_meant_place(parts, suffix)
            ),
        )
    parsed = nodes(path, data)
    entry, faults = (None, parsed.faults) if parsed.root is None else validate(path, content_type, parsed.root)
    if entry:
        return Document(path, entry, data), ()
    return None, faults if content_type.by_hand else with_repairs(path, data, content_type, faults)
