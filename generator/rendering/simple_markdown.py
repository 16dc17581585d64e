"""Converts the Markdown that most texts use: paragraphs, flat lists and tables, with bold text and nothing else inline.

The output is that of Python-Markdown, byte for byte, in a tenth of the time. Everything else is left to Python-Markdown.
"""

import re
from collections.abc import Callable
from typing import Literal

FindTerms = Callable[[str], "list[tuple[int, int, str]]"]
"""Finds the terms to link in a text: start, end, HTML."""
Kind = Literal["paragraph", "list", "table", "other"]

_BLANK_LINES = re.compile(r"\n(?: *\n)+")
_WORD = r"[^\x00-\x1f`*_\\<>&|\[\]]"
_WORDS = rf"(?:{_WORD}++|\*\*(?!\s){_WORD}++(?<!\s)\*\*(?!\*))++"
_LINE = rf"(?![\s+#=>:-]|\d+[.)]){_WORDS}(?<!\s)"
_PARAGRAPH = re.compile(rf"{_LINE}(?:\n{_LINE})*+")
_BULLETS = re.compile(rf"- {_LINE}(?:\n- {_LINE})*+")
_NUMBERED = re.compile(rf"1\. {_LINE}(?:\n\d{{1,9}}\. {_LINE})*+")
_ROW = rf"\|(?: (?:{_WORDS})?\|){{2,}}+"
_TABLE = re.compile(rf"{_ROW}\n\|(?: -+ \|){{2,}}+(?:\n{_ROW})++")


def kind_of(block: str) -> Kind:
    """The kind of a block; `other` if it is not simple."""
    if _PARAGRAPH.fullmatch(block):
        return "paragraph"
    if _BULLETS.fullmatch(block) or _NUMBERED.fullmatch(block):
        return "list"
    return "table" if _TABLE.fullmatch(block) and len({line.count("|") for line in block.split("\n")}) == 1 else "other"


def parts(text: str) -> list[tuple[Kind, str]]:
    """The blocks of a text with their kinds; blocks that may belong together are joined as one of the kind `other`."""
    if "\n" not in text:
        return [(kind_of(text), text)]
    found: list[tuple[Kind, str]] = []
    for block in _BLANK_LINES.split(text.strip("\n")):
        kind = kind_of(block)
        before = found[-1][0] if found else "paragraph"
        if "paragraph" not in (kind, before) and ("other" in (kind, before) or kind == before == "list"):
            found[-1] = ("other", f"{found[-1][1]}\n\n{block}")
        else:
            found.append((kind, block))
    return found


def simple(kind: Kind, block: str, terms: FindTerms) -> str:
    """The HTML of a block of any kind but `other`."""
    if kind == "paragraph":
        return f"<p>{_words(block, terms)}</p>"
    lines = block.split("\n")
    return _table(lines, terms) if kind == "table" else _list(lines, terms)


def _list(lines: list[str], terms: FindTerms) -> str:
    name = "ul" if lines[0].startswith("-") else "ol"
    items = "".join(f"<li>{_words(line.partition(' ')[2], terms)}</li>\n" for line in lines)
    return f"<{name}>\n{items}</{name}>"


def _table(lines: list[str], terms: FindTerms) -> str:
    columns, _, *rows = ([cell.strip(" ") for cell in line.split("|")[1:-1]] for line in lines)
    labels = [column.replace("**", "").replace('"', "&quot;") for column in columns]
    head = "".join(f'<th role="columnheader" scope="col">{_words(column)}</th>\n' for column in columns)
    body = "".join(_row(row, labels, terms) for row in rows)
    return (
        f'<table class="{"stack stack--two" if len(columns) == 2 else "stack"}" role="table">\n'
        f'<thead role="rowgroup">\n<tr role="row">\n{head}</tr>\n</thead>\n'
        f'<tbody role="rowgroup">\n{body}</tbody>\n</table>'
    )


def _row(cells: list[str], labels: list[str], terms: FindTerms) -> str:
    head, *others = cells
    cells_html = "".join(
        f'<td data-l="{label}" role="cell">{_words(cell, terms)}</td>\n'
        for cell, label in zip(others, labels[1:], strict=True)
    )
    return f'<tr role="row">\n<th role="rowheader" scope="row">{_words(head)}</th>\n{cells_html}</tr>\n'


def _words(text: str, terms: FindTerms | None = None) -> str:
    """Inline Markdown as HTML, with terms linked unless `terms` is None."""
    if terms is None:
        shown = text.split("**")
    elif "**" not in text:
        return "".join(linked(text, terms, str))
    else:
        shown = ["".join(linked(part, terms, str)) for part in text.split("**")]
    return "".join(f"<strong>{part}</strong>" if index % 2 else part for index, part in enumerate(shown))


def linked(text: str, terms: FindTerms, keep: Callable[[str], str]) -> list[str]:
    """A text in pieces, with each term replaced by the result of `keep` for its HTML."""
    found = terms(text)
    if not found:  # as in most texts
        return [text]
    pieces, end = [], 0
    for start, stop, html in found:
        pieces += [text[end:start], keep(html)]
        end = stop
    return [*pieces, text[end:]]
