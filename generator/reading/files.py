"""Reads one content file into an entry, or into findings that say why it is not one."""

from collections.abc import Sequence
from difflib import get_close_matches

from pydantic import ValidationError

from generator.content_types import BY_SECTION, CONTENT_TYPES
from generator.diagnostics import Diagnostic, Span, Wording, diagnostic
from generator.entry import Entry
from generator.reading.disk import Unread
from generator.reading.document import Document
from generator.reading.nodes import nodes
from generator.reading.repairs import with_repairs
from generator.reading.validation import faultless, fits, validate
from generator.reading.yaml_values import value


def _meant_place(parts: Sequence[str], suffix: str) -> str:
    """The path that was probably meant: in a folder with a similar name, in lower case; empty if there is none."""
    near = get_close_matches(parts[1].lower(), BY_SECTION, 1, 0.7) if len(parts) == 3 else []
    name = parts[-1].partition(".")[0].lower()
    return f"content/{near[0]}/{name}{suffix}" if near and name else ""


def _other_type(path: str, data: bytes, own: type[Entry] | None) -> str:
    """The path where a file belongs that is a valid entry of exactly one other type; else empty."""
    root = nodes(path, data).root
    others = [kind for kind in CONTENT_TYPES if kind is not own and not kind.by_hand]
    whole = [kind for kind in others if root and fits(kind, root) and not validate(path, kind, root)[1]]
    return f"content/{whole[0].section}/{path.rsplit('/', 1)[-1]}" if len(whole) == 1 else ""


def read(path: str, data: bytes) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The entry in a file, or None and the findings that say why."""
    if isinstance(data, Unread):
        return None, (diagnostic(path, Span(), data.code, **data.facts),)
    parts = path.split("/")
    content_type = BY_SECTION.get(parts[1])
    suffix = ".md" if content_type and content_type.by_hand else ".yaml"
    if len(parts) != 3 or content_type is None or not path.endswith(suffix):
        meant = _meant_place(parts, suffix) or (_other_type(path, data, None) if path.endswith(suffix) else "")
        return None, (_misplaced(path, suffix, meant),)
    if not content_type.by_hand and (document := _faultless(path, data, content_type)):
        return document, ()
    parsed = nodes(path, data)
    entry, faults = (None, parsed.faults) if parsed.root is None else validate(path, content_type, parsed.root)
    if entry:
        return Document(path, entry, data), ()
    if _is_of_another(faults) and (meant := _other_type(path, data, content_type)):
        return None, (_misplaced(path, suffix, meant),)
    return None, faults if content_type.by_hand else with_repairs(path, data, content_type, faults)


def _faultless(path: str, data: bytes, content_type: type[Entry]) -> Document | None:
    """The entry in a YAML file without faults, as nearly all are; None if there may be one, which is then looked for."""
    found = value(path, data)
    try:
        entry = content_type.model_validate(found)
    except ValidationError:
        return None
    document = Document(path, entry, data, known_keys=tuple(found or ()))
    return document if found and faultless(entry, document.leaves, found, path[:-5].rpartition("/")[2]) else None


def _is_of_another(faults: tuple[Diagnostic, ...]) -> bool:
    """Whether an entry may be in the folder of another type: several of its fields are unknown there."""
    codes = [fault.code for fault in faults]
    return "KB101" in codes and codes.count("KB101") + codes.count("KB102") > 1


def _misplaced(path: str, suffix: str, meant: str) -> Diagnostic:
    folders = ", ".join(BY_SECTION)
    where = Wording(
        f"放进 content/ 下面的这些文件夹之一：{folders}；", f"Put it into one of these folders of content/: {folders}. "
    )
    if meant:
        where = Wording("文件夹决定条目的类型，写对了才会发布；", "The folder gives the type of an entry. ")
    return diagnostic(path, Span(), "KB107", where=where, suffix=suffix, guess=meant)
