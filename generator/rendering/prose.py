"""Converts prose fields to HTML: Markdown without raw HTML, with references and automatic term links."""

import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from generator.rendering.simple_markdown import FindTerms, parts, simple

_MARK = "\ue000{}\ue001"
_MARKED = re.compile("\ue000(\\d+)\ue001")
_SOFT_BREAK = re.compile(r"(?:(?<=[^\x00-\x7f])|(?<=[^\x00-\x7f]\*\*))\n(?=[^\x00-\x7f]|\*\*[^\x00-\x7f])")
_OWN = re.compile("[\ue000-\uf8ff\x02\x03]")
"""Characters used in placeholders, here and in Python-Markdown; texts must not contain them."""
_MARKUP = re.compile(r"^[ \t]*(?:[-*+>]|[0-9]{1,9}\.)[ \t]+|[*`]|^[ \t]*(?:[:|-][ \t:|-]*)?$")
_MARKUP_BEGINS = re.compile(r"[ \t]*(?:[-+>:]|[0-9]{1,9}\.|$)")
_BARS = re.compile(r"[ \t]*\|[ \t]*")
_OUTER_PARAGRAPH = re.compile(r"\A<p>(.*)</p>\Z", re.DOTALL)


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
    outer = _OUTER_PARAGRAPH.match(html)
    return outer[1] if outer and "<p>" not in outer[1] else html


def visible(text: str, pieces: Sequence[Piece]) -> str:
    """A Markdown text as plain text, for descriptions and search; `pieces` are the plain texts of its references."""
    return "\n".join(map(_bare, _substituted(text, pieces).split("\n"))).strip()


def _bare(line: str) -> str:
    """A line without markup; most have none, and to see that is quicker."""
    if "*" in line or "`" in line or "|" in line or _MARKUP_BEGINS.match(line):
        return _BARS.sub(" ", _MARKUP.sub("", line))
    return line


def marked_at(text: str, pieces: Sequence[Piece]) -> str:
    """A text with a placeholder for each reference, which `filled` replaces after the conversion to HTML."""
    return _substituted(text, [piece._replace(shown=_MARK.format(index)) for index, piece in enumerate(pieces)])


def filled(html: str, pieces: Sequence[Piece]) -> str:
    """HTML with placeholders replaced by the pieces."""
    return _MARKED.sub(lambda mark: pieces[int(mark[1])].shown, html)


def _substituted(text: str, pieces: Sequence[Piece]) -> str:
    parts, end = [], 0
    for start, after, shown in pieces:
        parts += [_OWN.sub("", text[end:start]), shown]
        end = after
    return "".join([*parts, _OWN.sub("", text[end:])])


def link(href: str, words: str, css: str = "", **data: str) -> str:
    """An HTML link with escaped words and attributes."""
    pairs = {"class": css, "href": href, **{name.replace("_", "-"): value for name, value in data.items()}}
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in pairs.items() if value)
    return f"<a{attributes}>{escape(words, quote=False)}</a>"
