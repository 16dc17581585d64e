"""Giving an entry another address: its file, every reference to it, and the old address kept as a redirect."""

import re
from dataclasses import dataclass

from generator.content_types import BY_SECTION
from generator.diagnostics import Diagnostic, Span, diagnostic
from generator.fixing import rewrite
from generator.library import Document, Library
from generator.linking import Links, Mention


class Refused(Exception):
    """The move would break something; the message says what."""


@dataclass(frozen=True)
class Move:
    """What a move changes: files with their new text, and the file that goes away."""

    written: dict[str, str]
    removed: str


def move(library: Library, links: Links, old: str, new: str) -> Move:
    """The changes that give the entry at `old` (a key such as `concepts/x`) the key `new`.

    Raises `Refused` when there is no such entry, the new key is taken, or the type does not fit the new section.
    """
    document = _movable(library, old, new)
    moved = _renamed(document, old, new)
    written = {f"content/{new}.yaml": moved}
    for other in library:
        changes = tuple(
            _change(other, mention, old, new) for mention in links.mentions[other.key] if _names(mention, old)
        )
        if changes and other.key != old:
            written[other.path] = rewrite("\n".join(other.lines), changes)
        elif changes:
            written[f"content/{new}.yaml"] = _renamed_text(rewrite("\n".join(document.lines), changes), old, new)
    return Move(written, document.path)


def _movable(library: Library, old: str, new: str) -> Document:
    if old not in library:
        raise Refused(f"{old}: no such entry")
    if new in library or new in library.moved:
        raise Refused(f"{new}: taken")
    section, _, name = new.partition("/")
    if section not in BY_SECTION or section == "pages" or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise Refused(f"{new}: not an address; write section/id")
    document = library[old]
    required = {name for name, field in BY_SECTION[section].model_fields.items() if field.is_required()}
    written = set(document.root.keys)
    if missing := required - written:
        raise Refused(f"{new}: this type needs {', '.join(sorted(missing))}")
    if unknown := written - {field.alias or name for name, field in BY_SECTION[section].model_fields.items()}:
        raise Refused(f"{new}: this type has no {', '.join(sorted(unknown))}")
    return document


def _renamed(document: Document, old: str, new: str) -> str:
    return _renamed_text("\n".join(document.lines), old, new)


def _renamed_text(text: str, old: str, new: str) -> str:
    """The entry's own file with its new id, its schema line, and the old address among `moved_from`."""
    text = re.sub(r"(?m)^id: .*$", f"id: {new.split('/')[1]}", text, count=1)
    schema = BY_SECTION[new.split("/")[0]].__name__.lower()
    text = re.sub(r"(\$schema=\S*/)\w+(\.json)", rf"\g<1>{schema}\2", text, count=1)
    if found := re.search(r"(?m)^moved_from: *\[(.*)\]", text):
        return text[: found.start(1)] + f"{found[1]}, {old}".lstrip(", ") + text[found.end(1) :]
    if found := re.search(r"(?m)^moved_from:\n", text):
        return text[: found.end()] + f"  - {old}\n" + text[found.end() :]
    return re.sub(r"(?m)^(title: .*\n)", rf"\1moved_from: [{old}]\n", text, count=1)


def _names(mention: Mention, old: str) -> bool:
    return mention.resolution.key == old and mention.kind in ("entry", "citation", "parameter")


def _change(document: Document, mention: Mention, old: str, new: str) -> Diagnostic:
    """The reference written for the new key, in as short a form as the old one had."""
    name = new if "/" in mention.target else new.split("/")[1]
    span: Span
    if mention.text is None:
        span = document.at(*mention.location)
        written = f"{name}:{mention.detail}" if mention.kind == "citation" and mention.detail else name
        return diagnostic(document.path, span, "KB206", written)
    offset = mention.text.value.index(mention.target, mention.start)
    span = document.within(mention.text, offset, offset + len(mention.target))
    return diagnostic(document.path, span, "KB206", name)
