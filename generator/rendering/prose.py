"""Converts prose fields to HTML: Markdown without raw HTML, with references and automatic term links."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple

from generator.rendering.simple_markdown import FindTerms, parts, simple

_MARKED = re.compile("\ue000(\\d+)\ue001")
_SOFT_BREAK = re.compile(r"\n(?:(?<=[^\x00-\x7f]\n)|(?<=[^\x00-\x7f]\*\*\n))(?=[^\x00-\x7f]|\*\*[^\x00-\x7f])")
_OWN = re.compile("[\ue000-\uf8ff\x02\x03]")
"""Characters used in placeholders, here and in Python-Markdown; texts must not contain them."""
_MARKUP = re.compile(r"^[ \t]*(?:[-*+>]|[0-9]{1,9}\.)[ \t]+|[*`]|^[ \t]*(?:[:|-][ \t:|-]*)?$")
_BEGINNINGS = frozenset(" \t-+>:0123456789")
"""What a line with markup begins with, unless it has markup further on."""
_BARS = re.compile(r"[ \t]*\|[ \t]*")


class Piece(NamedTuple):
    """The replacement of a reference: its start and end in the text, and its HTML or plain text."""

    start: int
    end: int
    shown: str


def block(text: str, pieces: Sequence[Piece], terms: FindTerms) -> str:
    """Markdown as HTML. `pieces` are the HTML of its references, in order; `terms` finds the terms to link in a text."""
    marked = marked_at(text, pieces)
    marked = _SOFT_BREAK.sub("", marked) if "\n" in marked else marked
    html = "\n".join(
        _other(part, terms) if kind == "other" else simple(kind, part, terms) for kind, part in parts(marked)
    )
    return filled(html, pieces) if pieces else html


def _other(text: str, terms: FindTerms) -> str:
    from generator.rendering.full_markdown import converted  # takes long to load, and few texts need it

    return converted(text, terms)


def line(text: str, pieces: Sequence[Piece], terms: FindTerms) -> str:
    """One paragraph of Markdown as HTML, without the `p` element; arguments as for `block`."""
    html = block(text, pieces, terms)
    inner = html.removeprefix("<p>").removesuffix("</p>")
    return inner if len(inner) == len(html) - len("<p></p>") and "<p>" not in inner else html


def visible(text: str, pieces: Sequence[Piece]) -> str:
    """A Markdown text as plain text, for descriptions and search; `pieces` are the plain texts of its references."""
    return "\n".join(map(_bare, _substituted(text, pieces, [piece.shown for piece in pieces]).split("\n"))).strip()


def _bare(line: str) -> str:
    """A line without markup; most have none, and to see that is quicker."""
    if line[:1] in _BEGINNINGS or "*" in line or "`" in line or "|" in line:
        return _BARS.sub(" ", _MARKUP.sub("", line))
    return line


def marked_at(text: str, pieces: Sequence[Piece]) -> str:
    """A text with a placeholder for each reference, which `filled` replaces after the conversion to HTML."""
    return _substituted(text, pieces, [f"\ue000{index}\ue001" for index in range(len(pieces))])


def filled(html: str, pieces: Sequence[Piece]) -> str:
    """HTML with placeholders replaced by the pieces."""
    return _MARKED.sub(lambda mark: pieces[int(mark[1])].shown, html)


def _substituted(text: str, pieces: Sequence[Piece], shown: Iterable[str]) -> str:
    """A text with each piece shown as these words."""
    if not pieces:
        return _OWN.sub("", text)
    parts: list[str] = []
    end = 0
    for (start, after, _), words in zip(pieces, shown, strict=True):
        parts += text[end:start], words
        end = after
    parts.append(text[end:])
    if _OWN.search(text):
        parts[::2] = [_OWN.sub("", part) for part in parts[::2]]
    return "".join(parts)


@lru_cache(8192)
def link(href: str, words: str, css: str = "", **data: str) -> str:
    """An HTML link with escaped words and attributes."""
    pairs = {"class": css, "href": href, **{name.replace("_", "-"): value for name, value in data.items()}}
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in pairs.items() if value)
    return f"<a{attributes}>{escape(words, quote=False)}</a>"
