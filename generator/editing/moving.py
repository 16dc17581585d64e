"""Moving an entry: renames its file, updates every reference, and keeps the old address as a redirect."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from generator.content_types import BY_SECTION
from generator.diagnostics import Diagnostic, Span, Wording
from generator.editing.fixing import Edit, rewrite
from generator.entry import SLUG, fields
from generator.linking.links import Links, Mention
from generator.reading.disk import path_of
from generator.reading.document import Document
from generator.reading.library import Library
from generator.reading.yaml_nodes import ListNode

MOVED = "moved_from"


class MoveRefused(Exception):
    """The move would break something; `wording` says what."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.wording = Wording(zh, en)


@dataclass(frozen=True)
class Move:
    """The changes of a move: new texts by path, and the path of the file that is removed."""

    written: dict[str, str]
    removed: str

    def applied(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """The files as they are after the move."""
        kept = {path: data for path, data in files.items() if path != self.removed}
        return kept | {path: text.encode() for path, text in self.written.items()}


def move(library: Library, links: Links, files: Mapping[str, bytes], old: str, new: str) -> Move:
    """The changes that give the entry at `old` (a key such as `concepts/x`) the key `new`.

    `files` are the bytes that the library was read from. Raises `MoveRefused` when there is no such entry, the new address
    is taken, the type does not fit the new section, or a file that cannot be read may hold a reference.
    """
    document = _movable(library, files, old, new)
    written: dict[str, str] = {}
    for other in library:
        changes = [
            _change(other, mention, library, new) for mention in links.mentions[other.key] if _names(mention, old)
        ]
        if other.key == old:
            text = rewrite(files[other.path].decode(), [*changes, *_own(document, old, new)])
            written[path_of(new)] = text
        elif changes:
            written[other.path] = rewrite(files[other.path].decode(), changes)
    return Move(written, document.path)


Judge = Callable[[Mapping[str, bytes]], tuple[Diagnostic, ...]]
"""Returns the findings for the bytes of all files, by path."""


def broken_by(
    changes: Move, files: Mapping[str, bytes], before: Iterable[Diagnostic], judge: Judge
) -> list[Diagnostic]:
    """The findings that a move would cause; `before` are those in the files as they are."""
    new_path = next(iter(changes.written.keys() - files.keys()), changes.removed)
    known = Counter((new_path if f.path == changes.removed else f.path, f.code) for f in before)
    after = judge(changes.applied(files))
    grown = Counter((finding.path, finding.code) for finding in after) - known
    return [finding for finding in after if (finding.path, finding.code) in grown]


def _movable(library: Library, files: Mapping[str, bytes], old: str, new: str) -> Document:
    if old not in library:
        guess = get_close_matches(old, library.documents, 1)
        hint = (f"是不是 {guess[0]}？", f" Did you mean {guess[0]}?") if guess else ("", "")
        raise MoveRefused(f"没有条目 {old}。{hint[0]}", f"There is no entry {old}.{hint[1]}")
    section, _, name = new.partition("/")
    document = library[old]
    if section not in BY_SECTION or not re.fullmatch(SLUG, name):
        raise MoveRefused(f"{new} 不是地址，写成 栏目/名字。", f"{new} is not an address; write section/id.")
    if document.entry.by_hand or BY_SECTION[section].by_hand:
        raise MoveRefused("手写的页面不能搬。", "Hand-written pages cannot be moved.")
    if new in library or path_of(new) in files or library.moved.get(new, old) != old:
        raise MoveRefused(f"{new} 已经有人用了。", f"{new} is taken.")
    _refuse_misfit(document, section)
    _refuse_unread(library, files, old)
    return document


def _refuse_misfit(document: Document, section: str) -> None:
    kind = BY_SECTION[section]
    known = {key for _, key, _ in fields(kind)}
    needed = {field.alias or name for name, field in kind.model_fields.items() if field.is_required()}
    written = set(document.root.keys)
    if missing := ", ".join(sorted(needed - written)):
        raise MoveRefused(f"{kind.label}还要有 {missing}。", f"An entry in {section} also needs {missing}.")
    if unknown := ", ".join(sorted(written - known)):
        raise MoveRefused(f"{kind.label}不能有 {unknown}。", f"An entry in {section} has no {unknown}.")


def _refuse_unread(library: Library, files: Mapping[str, bytes], old: str) -> None:
    """Refuses the move if a file cannot be read, because references in it would not be updated."""
    read = {document.path for document in library}
    name = old.split("/")[1].encode()
    for path, data in files.items():
        if path not in read and path.count("/") > 1 and name in data:
            raise MoveRefused(
                f"{path} 读不出来，里面可能提到它。先改好。", f"{path} cannot be read and may name it. Repair it first."
            )


def _names(mention: Mention, old: str) -> bool:
    return mention.resolution.key == old


def _change(document: Document, mention: Mention, library: Library, new: str) -> Edit:
    """The edit that rewrites a reference for the new key, with the section only if the old one had it or it is needed."""
    short = new.split("/")[1]
    plain = mention.reference.kind == "entry" and ("/" in mention.reference.target or short in library.by_id)
    name = new if plain else short
    if mention.reference.text is None:
        written = (
            f"{name}:{mention.reference.detail}"
            if mention.reference.kind == "citation" and mention.reference.detail
            else name
        )
        span = document.at(*mention.reference.location)
        quote = document.lines[span.line - 1][span.column - 1]
        return span, f"{quote}{written}{quote}" if quote in "'\"" else written
    offset = mention.reference.text.value.index(mention.reference.target, mention.reference.start)
    return document.within(mention.reference.text, offset, offset + len(mention.reference.target)), name


def _own(document: Document, old: str, new: str) -> Iterator[Edit]:
    """The changes to the entry's own file: its id, its schema line, and the old address among the former ones."""
    yield document.at("id"), new.split("/")[1]
    schema = re.match(r"# yaml-language-server: \$schema=\S*/(\w+)\.json", document.lines[0])
    if schema:
        kind = BY_SECTION[new.split("/", maxsplit=1)[0]].type_name()
        yield Span(1, schema.start(1) + 1, 1, schema.end(1) + 1), kind
    former = [address for address in document.entry.moved_from if address != new] + [old]
    yield _former(document, former)


def _former(document: Document, former: list[str]) -> Edit:
    """The edit that writes `moved_from`: in place of the present list, else as a new line at its place in the key
    order.
    """
    node = document.root.values.get(MOVED)
    line = f"[{', '.join(former)}]"
    if isinstance(node, ListNode) and node.items:
        first, last = node.items[0].span, node.items[-1].span
        if document.lines[node.span.line - 1][node.span.column - 1] == "[":
            return node.span, line
        dash = document.lines[first.line - 1][: first.column - 1]
        rows = [former[0], *(dash + address for address in former[1:])]
        return Span(first.line, first.column, last.end_line, last.end_column), "\n".join(rows)
    if node is not None:
        return node.span, line
    order = [key for _, key, _ in fields(type(document.entry))]
    after = next(key for key in document.root.keys if order.index(key) > order.index(MOVED))
    place = document.root.keys[after].span.line
    while place > 2 and document.lines[place - 2].startswith("#"):
        place -= 1
    return Span(place, 1, place, 1), f"{MOVED}: {line}\n"
