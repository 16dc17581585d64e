"""All Markdown that prose may contain, converted by Python-Markdown; tables and quotes are adapted to phones, terms linked."""

import re
from functools import cache
from html import escape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, code_escape

from generator.rendering.simple_markdown import FindTerms, linked

_UNLINKED = frozenset(("a", "code", "pre", "h2", "h3", "h4", "th", "button"))


def converted(text: str, terms: FindTerms) -> str:
    """Markdown as HTML; `terms` finds the terms to link in a text."""
    engine = _engine()
    engine.reset()
    engine.kb_terms = terms  # type: ignore[attr-defined]
    try:
        return engine.convert(text)
    except RecursionError:  # hundreds of lists in lists: nobody means that, and check has said so
        _engine.cache_clear()  # this one still believes that it is inside of a list
        return f"<p>{escape(text, quote=False)}</p>"


class _Terms(Treeprocessor):
    """Links terms; runs last, so that links, code and headings are known and skipped."""

    def run(self, root: Element) -> None:
        self._visit(root)

    def _visit(self, element: Element) -> None:
        if element.tag in _UNLINKED:
            return
        element.text = self._mark(element.text)
        for child in element:
            self._visit(child)
            child.tail = self._mark(child.tail)

    def _mark(self, text: str | None) -> str | None:
        if not text or not text.strip():
            return text
        pieces = linked(text, self.md.kb_terms, self.md.htmlStash.store)  # type: ignore[attr-defined]
        return AtomicString("".join(pieces)) if len(pieces) > 1 else text


class _Tables(Treeprocessor):
    """Prepares tables to be stacked on phones: each cell gets the label of its column and an ARIA role."""

    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            columns = ["".join(cell.itertext()) for cell in table.iter("th")]
            table.attrib = {"class": "stack stack--two" if len(columns) == 2 else "stack", "role": "table"}
            for group in table:
                group.set("role", "rowgroup")
            for row in table.iter("tr"):
                row.set("role", "row")
                _label(row, columns)


def _label(row: Element, columns: list[str]) -> None:
    for cell, column in zip(row, columns, strict=False):
        # The policy of the page allows no style inside it: a column's alignment becomes a class.
        side = cell.get("style", "").removeprefix("text-align: ").rstrip(";")
        aligned = {"class": side} if side in ("right", "center") else {}
        if cell.tag == "th":
            own = {"scope": "col", "role": "columnheader"}
        elif cell is row[0]:
            cell.tag, own = "th", {"scope": "row", "role": "rowheader"}
        else:
            own = {"role": "cell", "data-l": column}
        cell.attrib = own | aligned


class _Quotations(Treeprocessor):
    """Block quotes are words to say or send: their lines are kept, and those of several lines get a copy button."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for index, quotation in reversed(list(enumerate(parent))):
                if quotation.tag == "blockquote":
                    for paragraph in list(quotation.iter()):
                        _break_lines(paragraph)
                    parent.insert(index + 1, _copy_button())


def _break_lines(element: Element) -> None:
    """Turns the line breaks of a paragraph into `br` elements."""
    if element.tag != "p":
        return
    for index, child in reversed(list(enumerate(element))):
        first, *others = (child.tail or "").split("\n")
        child.tail = first
        _insert(element, index + 1, others)
    first, *others = (element.text or "").split("\n")
    element.text = first
    _insert(element, 0, others)


def _insert(element: Element, index: int, lines: list[str]) -> None:
    for line in reversed(lines):
        brk = Element("br")
        brk.tail = line
        element.insert(index, brk)


def _copy_button() -> Element:
    button = Element("button", {"class": "copy", "type": "button", "data-copy-quote": "", "hidden": "hidden"})
    button.text, button.tail = AtomicString("复制"), "\n"
    return button


class _Code(InlineProcessor):
    """Code between two backticks on one line, by the same rule as in `reading`; nothing is linked in it."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        code = Element("code")
        code.text = AtomicString(code_escape(m[1].strip()))
        return code, m.start(), m.end()


_LEFT_OUT = (
    "html_block",
    "hashheader",
    "setextheader",
    "code",
    "reference",
    "html",
    "entity",
    "link",
    "image_link",
    "image_reference",
    "short_image_ref",
    "short_reference",
    "autolink",
    "automail",
)
"""Parts of Markdown that are switched off: raw HTML, headings, images, and links, since only references make links."""


@cache
def _engine() -> Markdown:
    engine = Markdown(extensions=["tables", "sane_lists"], output_format="html")
    for registry in (engine.preprocessors, engine.parser.blockprocessors, engine.inlinePatterns):
        for name in [name for name in _LEFT_OUT if name in registry]:
            registry.deregister(name)
    engine.inlinePatterns.register(_Code(r"(?<!\\)`([^`\n]+)`", engine), "backtick", 190)
    engine.treeprocessors.register(_Tables(engine), "kb-tables", -5)
    engine.treeprocessors.register(_Quotations(engine), "kb-quotations", -6)
    engine.treeprocessors.register(_Terms(engine), "kb-terms", -10)
    return engine
