"""Converts the HTML of our pages to Markdown: the same text, links and anchors, without parts that need a browser."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

Rewrite = Callable[[str], str]
"""Returns the target in the Markdown version for the target of a link."""

_LEFT_OUT = frozenset(
    {"button", "form", "input", "noscript", "script", "select", "style", "svg", "template", "textarea"}
)
_SIDE = frozenset({"side", "paper-only", "tools", "n"})
"""Classes of elements that repeat something: side notes, print-only parts, numbers of list items."""
_BLOCK = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "details",
        "div",
        "dl",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "header",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "ul",
    }
)
_APART = frozenset({"b", "span"})
"""Classes of inline elements that the page sets apart by style, and that need a separator in Markdown."""
_SPECIAL = re.compile(r"[\\`*\[\]<>]|(?<!\w)_|_(?!\w)")
_MAY_BE_SPECIAL = re.compile(r"[\\`*\[\]<>_]")
_ORDINARY = re.compile(r"[^\\`*\[\]<>_\s]+")
"""Pattern of texts without spaces and characters to escape, which most are."""
_BEGINS = re.compile(r"^(\d+)([.)])(?=\s)|^([#+-])(?=\s)|^(~~~|---)")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""The levels of headings by their tags."""
_INDENT = "    "


@dataclass(slots=True, eq=False)
class Element:
    """An HTML element with its attributes and its content (elements and texts)."""

    tag: str
    attributes: Mapping[str, str | None]
    inner: "Sequence[Element | str]" = ()
    shown: bool = True
    """Whether it has content for a reader of Markdown."""
    holds_block: bool = True
    """Whether it is or contains a block."""

    def get(self, name: str) -> str:
        """The value of an attribute; empty if it has none."""
        return self.attributes.get(name) or ""


def _element(node: LexborNode) -> Element:
    """An element with its content, without comments; without content if it is not shown."""
    tag, attributes = node.tag or "", node.attributes
    if tag in _LEFT_OUT or (attributes and ("hidden" in attributes or _is_side(attributes.get("class") or ""))):
        return Element(tag, attributes, shown=False)
    inner: list[Element | str] = []
    holds_block = tag in _BLOCK
    part = node.first_child
    while part is not None:
        text = part.text_content
        if text is not None:
            inner.append(text)
        elif part.is_element_node:
            element = _element(part)
            inner.append(element)
            holds_block = holds_block or (element.holds_block and tag != "a")
        part = part.next
    return Element(tag, attributes, inner, True, holds_block)


@lru_cache(1_000)
def _is_side(classes: str) -> bool:
    return not _SIDE.isdisjoint(classes.split())


def markdown(html: str, rewrite: Rewrite = str, anchors: bool = False) -> str:
    """HTML as Markdown. `rewrite` changes link targets; with `anchors`, ids are kept in the syntax of MkDocs."""
    body = LexborHTMLParser(html).body
    return "\n\n".join(_Writer(rewrite, anchors).blocks(_element(body)) if body else ()) + "\n"


class _Writer:
    """Writes elements as blocks of Markdown, or as inline text."""

    def __init__(self, rewrite: Rewrite, anchors: bool) -> None:
        self._rewrite, self._anchors = rewrite, anchors

    def blocks(self, element: Element) -> list[str]:
        """The content of an element as blocks of Markdown."""
        found: list[str] = []
        words: list[Element | str] = []
        for part in element.inner:
            if isinstance(part, Element) and part.holds_block:
                if words:
                    found += self._paragraph(words)
                    words = []
                if part.shown:
                    found += self._block(part)
            elif words or isinstance(part, Element) or not part.isspace():  # most is the blank between two blocks
                words.append(part)
        return found + self._paragraph(words) if words else found

    def _paragraph(self, words: "Sequence[Element | str]") -> list[str]:
        text = self._words(words).strip()
        begins = _BEGINS.match(text)
        return [_escaped_beginning(begins) + text[begins.end() :] if begins else text] if text else []

    def _block(self, element: Element) -> list[str]:
        if element.tag in _HEADINGS:
            return self._heading(_HEADINGS[element.tag], element, element.get("id"))
        write = _WRITERS.get(element.tag)
        if write:
            return write(self, element)
        return self._anchored(element, self.blocks(element))

    def _anchored(self, element: Element, blocks: list[str]) -> list[str]:
        """Blocks preceded by the anchor of their element."""
        return [self._anchor(element) + blocks[0], *blocks[1:]] if self._anchors and blocks else blocks

    def _anchor(self, element: Element) -> str:
        name = element.get("id") if self._anchors else ""
        return f'<a id="{name}"></a>' if name else ""

    def _heading(self, level: int, element: Element, name: str) -> list[str]:
        """A heading as blocks; the short answer beside it becomes a separate paragraph."""
        answer = [part for part in element.inner if isinstance(part, Element) and part.tag == "span"]
        text = self._words([part for part in element.inner if part not in answer]).strip()
        mark = f" {{#{name}}}" if self._anchors and name else ""
        return [f"{'#' * level} {text}{mark}", *self._paragraph(answer)]

    def _details(self, element: Element) -> list[str]:
        """A `details` element as blocks; its heading has the anchor."""
        summary = next(part for part in element.inner if isinstance(part, Element) and part.tag == "summary")
        rest = Element("div", {}, [part for part in element.inner if part is not summary])
        heading = next((p for p in summary.inner if isinstance(p, Element) and p.tag in _HEADINGS), None)
        name = element.get("id")
        if heading is None:
            return self._anchored(element, [*self.blocks(summary), *self.blocks(rest)])
        return [*self._heading(_HEADINGS[heading.tag], heading, heading.get("id") or name), *self.blocks(rest)]

    def _ul(self, element: Element) -> list[str]:
        return self._list(element, lambda number: "-")

    def _ol(self, element: Element) -> list[str]:
        return self._list(element, lambda number: f"{number}.")

    def _list(self, element: Element, mark: Callable[[int], str]) -> list[str]:
        items = [part for part in element.inner if isinstance(part, Element) and part.tag == "li" and part.shown]
        written = [self._item(mark(number), item) for number, item in enumerate(items, 1)]
        loose = any("\n" in item for item in written)
        return ["\n\n".join(written) if loose else "\n".join(written)] if written else []

    def _item(self, mark: str, item: Element) -> str:
        blocks = self._anchored(item, self.blocks(item)) or [self._anchor(item)]
        text = "\n\n".join(blocks).replace("\n", f"\n{_INDENT}").replace(f"{_INDENT}\n", "\n")
        return f"{mark.ljust(3)} {text}"

    def _dl(self, element: Element) -> list[str]:
        parts = [part for part in element.inner if isinstance(part, Element)]
        return [
            f"**{self._words(part.inner).strip()}**" if part.tag == "dt" else f"-   {self._words(part.inner).strip()}"
            for part in parts
        ]

    def _blockquote(self, element: Element) -> list[str]:
        return ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(self.blocks(element)).split("\n"))]

    def _pre(self, element: Element) -> list[str]:
        return ["\n".join(_INDENT + line for line in _plain(element).strip("\n").split("\n"))]

    def _table(self, element: Element) -> list[str]:
        rows = [[self._cell(cell) for cell in cells] for cells in _rows(element)]
        if not rows:
            return []
        head, *rest = rows if _has_head(element) else [[""] * len(rows[0]), *rows]
        lines = [head, ["---"] * len(head), *rest]
        return [self._anchor(element) + "\n".join("| " + " | ".join(line) + " |" for line in lines)]

    def _cell(self, cell: Element) -> str:
        return (self._anchor(cell) + self._words(cell.inner).strip()).replace("|", "\\|")

    def _words(self, parts: "Sequence[Element | str]") -> str:
        """Inline content with its markup, in one line."""
        written, before = "", ""
        for part in parts:
            if isinstance(part, str):
                written += part if _ORDINARY.fullmatch(part) else _escaped(_in_one_line(part))
                before = ""
            elif part.shown:
                apart = written and (part.tag in _BLOCK or (before and _are_apart(before, part)))
                written += (" " if apart else "") + self._phrase(part)
                before = part.tag
        return written

    def _phrase(self, element: Element) -> str:
        inside = self._words(element.inner)
        text = inside.strip()
        marked = self._marked(element, text)
        if text and text != inside:
            before, _, after = inside.partition(text)
            marked = before + marked + after
        return self._anchor(element) + marked

    def _marked(self, element: Element, text: str) -> str:
        """The text of an inline element as its tag marks it."""
        tag = element.tag
        if tag == "a" and (href := element.get("href")):
            return f"[{text}]({self._rewrite(href)})" if text else ""
        if tag in ("b", "strong", "dt") and text:
            return f"**{text}**" if "**" not in text else text
        if tag in ("em", "i") and text:
            return f"*{text}*"
        if tag == "code":
            return f"`{_plain(element)}`"
        return " " if tag == "br" else text


_WRITERS: Mapping[str, Callable[[_Writer, Element], list[str]]] = {
    "details": _Writer._details,
    "ul": _Writer._ul,
    "ol": _Writer._ol,
    "dl": _Writer._dl,
    "blockquote": _Writer._blockquote,
    "pre": _Writer._pre,
    "table": _Writer._table,
}
"""How blocks are written that are more than their content, by tag."""


def _are_apart(before: str, element: Element) -> bool:
    """Whether an inline element needs a separator from the one before it, given by tag; citations do not."""
    return (before in _APART or element.tag in _APART) and "kb-cite" not in element.get("class").split()


def _in_one_line(text: str) -> str:
    """A text with each run of whitespace replaced by one space."""
    words = " ".join(text.split())
    return f"{' ' * text[:1].isspace()}{words}{' ' * text[-1:].isspace()}" if words else " " * bool(text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text) if _MAY_BE_SPECIAL.search(text) else text


def _rows(table: Element) -> Iterator[list[Element]]:
    """The rows of a table as lists of cells, at any depth."""
    for part in table.inner:
        if isinstance(part, Element) and part.tag == "tr":
            yield [cell for cell in part.inner if isinstance(cell, Element) and cell.tag in ("td", "th")]
        elif isinstance(part, Element):
            yield from _rows(part)


def _has_head(table: Element) -> bool:
    return any(isinstance(part, Element) and part.tag == "thead" for part in table.inner)


def _plain(element: Element) -> str:
    return "".join(part if isinstance(part, str) else _plain(part) for part in element.inner)


def _escaped_beginning(found: re.Match[str]) -> str:
    """The beginning of a line, escaped so that it does not start a list or heading."""
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[0]}"
