"""Prose fields into HTML: Markdown without raw HTML, with references and automatic term links."""

import re
from collections.abc import Callable
from functools import cache
from html import escape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from generator.references import references

Replace = Callable[[re.Match[str]], str]
FindTerms = Callable[[str], "list[tuple[int, int, str]]"]

_MARK = "\ue000{}\ue001"
_MARKED = re.compile("\ue000(\\d+)\ue001")
_SOFT_BREAK = re.compile(r"(?<=[^\x00-\x7f])\n(?=[^\x00-\x7f]|\*\*[^\x00-\x7f])")
_OUTER_PARAGRAPH = re.compile(r"\A<p>(.*)</p>\Z", re.DOTALL)
_UNLINKED = frozenset(("a", "code", "pre", "h2", "h3", "h4", "th"))


def block(text: str, replace: Replace, terms: FindTerms) -> str:
    """Whole Markdown as HTML. `replace` gives the HTML of a reference, `terms` the words to link with their HTML."""
    found: list[str] = []

    def keep(match: re.Match[str]) -> str:
        found.append(replace(match))
        return _MARK.format(len(found) - 1)

    marked = _substitute(text, keep)
    engine = _engine()
    engine.reset()
    engine.kb_terms = terms  # type: ignore[attr-defined]
    html = engine.convert(_SOFT_BREAK.sub("", marked))
    return _MARKED.sub(lambda mark: found[int(mark[1])], html)


def line(text: str, replace: Replace, terms: FindTerms) -> str:
    """One paragraph of Markdown as HTML without the paragraph around it."""
    html = block(text, replace, terms)
    outer = _OUTER_PARAGRAPH.match(html)
    return outer[1] if outer and "<p>" not in outer[1] else html


def visible(text: str, replace: Replace) -> str:
    """The words of a text as a reader sees them, without markup: for descriptions and search."""
    words = _substitute(text, replace)
    words = re.sub(r"(?m)^\s*(?:[-*+>]|\d+\.)\s+|[*`]|^\s*\|?[\s:|-]+\|?\s*$", "", words)
    return re.sub(r"[ \t]*\|[ \t]*", " ", words).strip()


def _substitute(text: str, replace: Replace) -> str:
    parts, end = [], 0
    for match in references(text):
        parts += [text[end : match.start()], replace(match)]
        end = match.end()
    return "".join([*parts, text[end:]])


class _Terms(Treeprocessor):
    """Wraps the words to link; runs last, so that links, code and headings are known and left alone."""

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
        parts, end = [], 0
        for start, stop, html in self.md.kb_terms(text):  # type: ignore[attr-defined]
            parts += [text[end:start], self.md.htmlStash.store(html)]
            end = stop
        return AtomicString("".join([*parts, text[end:]])) if parts else text


class _Tables(Treeprocessor):
    """Puts each table into a box that scrolls by itself, reachable by keyboard."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "table":
                    box = Element("div", {"class": "kb-table", "tabindex": "0", "role": "region", "aria-label": "表格"})
                    box.tail, child.tail = child.tail, None
                    parent[index] = box
                    box.append(child)


@cache
def _engine() -> Markdown:
    engine = Markdown(extensions=["tables", "sane_lists"], output_format="html")
    for registry, names in (
        (engine.preprocessors, ("html_block",)),
        (engine.parser.blockprocessors, ("hashheader", "setextheader", "code")),
        (engine.inlinePatterns, ("html", "image_link", "image_reference", "short_image_ref", "entity")),
    ):
        for name in names:
            registry.deregister(name)
    engine.treeprocessors.register(_Tables(engine), "kb-tables", -5)
    engine.treeprocessors.register(_Terms(engine), "kb-terms", -10)
    return engine


def link(href: str, words: str, css: str = "", **data: str) -> str:
    """An HTML link with escaped words and attributes."""
    pairs = {"class": css, "href": href, **{name.replace("_", "-"): value for name, value in data.items()}}
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in pairs.items() if value)
    return f"<a{attributes}>{escape(words, quote=False)}</a>"
