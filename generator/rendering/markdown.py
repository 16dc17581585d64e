"""Converts the HTML of our pages to Markdown: the same text, links and anchors, without parts that need a browser."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

Rewrite = Callable[[str], str]
"""Returns the target in the Markdown version for the target of a link."""
Attributes = Mapping[str, str | None]

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
BLOCKS = "|".join(sorted(_BLOCK))
"""Pattern of the names of blocks."""
FRAGMENT = "\ue006"
"""The mark before and after a fragment that is read by itself, or its number in its place."""
_APART = frozenset({"b", "span"})
"""Classes of inline elements that the page sets apart by style, and that need a separator in Markdown."""
_SPECIAL = re.compile(r"[\\`*\[\]<>]|(?<!\w)_|_(?!\w)")
_MAY_BE_SPECIAL = re.compile(r"[\\`*\[\]<>_]")
_SPECIAL_OR_SPACE = re.compile(r"[\\`*\[\]<>_\s]")
"""Pattern of what most texts do not hold: spaces and characters to escape."""
_BEGINS = re.compile(r"^(\d+)([.)])(?=\s)|^([#+-])(?=\s)|^(~~~|---)")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""The levels of headings by their tags."""
_INDENT = "    "


def _is_hidden(tag: str, attributes: Attributes) -> bool:
    """Whether readers of Markdown are not shown an element."""
    if not attributes:  # as most
        return tag in _LEFT_OUT
    return tag in _LEFT_OUT or "hidden" in attributes or _is_side(attributes.get("class") or "")


@lru_cache(1_000)
def _is_side(classes: str) -> bool:
    return not _SIDE.isdisjoint(classes.split())


def markdown(html: str, rewrite: Rewrite = str, anchors: bool = False) -> str:
    """HTML as Markdown. `rewrite` changes link targets; with `anchors`, ids are kept in the syntax of MkDocs."""
    return joined(blocks_of(LexborHTMLParser(html), rewrite, anchors))


def blocks_of(
    tree: LexborHTMLParser, rewrite: Rewrite, anchors: bool = False, fragments: Sequence[list[str]] = ()
) -> list[str]:
    """The same for HTML that has been read, as blocks; `fragments` are the blocks of those whose places are marked."""
    body = tree.body
    return _Writer(rewrite, anchors, fragments).blocks(_inner(body)) if body else []


def joined(blocks: Iterable[str]) -> str:
    """Blocks of Markdown as a text."""
    return "\n\n".join(blocks) + "\n"


def to_twin(href: str) -> str:
    """The target of a link, changed to the Markdown version of the page that it leads to."""
    path, sign, fragment = href.partition("#")
    inside = path.endswith("/") and "://" not in path
    return f"{path}index.md{sign}{fragment}" if inside else href


class _Writer:
    """Writes HTML nodes as blocks of Markdown, or as inline text."""

    def __init__(self, rewrite: Rewrite, anchors: bool, fragments: Sequence[list[str]]) -> None:
        self._rewrite, self._anchors, self._fragments = rewrite, anchors, fragments

    def blocks(self, nodes: Iterable[LexborNode]) -> list[str]:
        """Nodes as blocks of Markdown."""
        found: list[str] = []
        written, before = "", None  # the inline text since the last block, and the tag before its end
        for node in nodes:
            text = node.text_content
            if text is not None:
                while FRAGMENT in text:
                    ahead, number, text = text.split(FRAGMENT, 2)
                    found += [*_paragraph(written + _shown(ahead)), *self._fragments[int(number)]]
                    written, before = "", None
                if before is not None or not text.isspace():  # most is the blank between two blocks
                    written, before = written + _shown(text), ""
                continue
            tag, attributes = node.tag or "", node.attributes
            is_hidden = _is_hidden(tag, attributes)
            phrase = None if is_hidden or tag in _BLOCK else self._phrase(node, tag, attributes, True)
            if phrase is not None:
                apart = written and before and _are_apart(before, tag, attributes)
                written, before = f"{written} {phrase}" if apart else written + phrase, tag
                continue
            if before is not None:
                found += _paragraph(written)
                written, before = "", None
            if not is_hidden:
                found += self._block(node, tag, attributes)
        return found + _paragraph(written) if written else found

    def _block(self, node: LexborNode, tag: str, attributes: Attributes) -> list[str]:
        if tag in _HEADINGS:
            return self._heading(_HEADINGS[tag], node, attributes.get("id") or "")
        write = _WRITERS.get(tag)
        return write(self, node) if write else self._anchored(node, self.blocks(node.iter(True)))

    def _anchored(self, node: LexborNode, blocks: list[str]) -> list[str]:
        """Blocks preceded by the anchor of their element."""
        return [self._anchor(node) + blocks[0], *blocks[1:]] if self._anchors and blocks else blocks

    def _anchor(self, node: LexborNode) -> str:
        name = node.attributes.get("id") if self._anchors else ""
        return f'<a id="{name}"></a>' if name else ""

    def _heading(self, level: int, node: LexborNode, name: str) -> list[str]:
        """A heading as blocks; the short answer beside it becomes a separate paragraph."""
        inner = list(_inner(node))
        answer = [part for part in inner if part.tag == "span"]
        text = self._words(part for part in inner if part.tag != "span").strip()
        mark = f" {{#{name}}}" if self._anchors and name else ""
        return [f"{'#' * level} {text}{mark}", *_paragraph(self._words(answer))]

    def _details(self, node: LexborNode) -> list[str]:
        """A `details` element as blocks; its heading has the anchor."""
        inner = list(node.iter(True))
        summary = next(part for part in inner if part.tag == "summary")
        rest = self.blocks(part for part in inner if part.mem_id != summary.mem_id)
        heading = next((part for part in _inner(summary) if part.tag in _HEADINGS), None)
        if heading is None:
            return self._anchored(node, [*self.blocks(_inner(summary)), *rest])
        name = heading.attributes.get("id") or node.attributes.get("id") or ""
        return [*self._heading(_HEADINGS[heading.tag or ""], heading, name), *rest]

    def _ul(self, node: LexborNode) -> list[str]:
        return self._list(node, lambda number: "-")

    def _ol(self, node: LexborNode) -> list[str]:
        return self._list(node, lambda number: f"{number}.")

    def _list(self, node: LexborNode, mark: Callable[[int], str]) -> list[str]:
        items = [part for part in node.iter() if part.tag == "li" and not _is_hidden("li", part.attributes)]
        written = [self._item(mark(number), item) for number, item in enumerate(items, 1)]
        loose = any("\n" in item for item in written)
        return ["\n\n".join(written) if loose else "\n".join(written)] if written else []

    def _item(self, mark: str, item: LexborNode) -> str:
        blocks = self._anchored(item, self.blocks(item.iter(True))) or [self._anchor(item)]
        text = "\n\n".join(blocks).replace("\n", f"\n{_INDENT}").replace(f"{_INDENT}\n", "\n")
        return f"{mark.ljust(3)} {text}"

    def _dl(self, node: LexborNode) -> list[str]:
        texts = ((part.tag, self._words(_inner(part)).strip()) for part in node.iter())
        return [f"**{text}**" if tag == "dt" else f"-   {text}" for tag, text in texts]

    def _blockquote(self, node: LexborNode) -> list[str]:
        return ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(self.blocks(node.iter(True))).split("\n"))]

    def _pre(self, node: LexborNode) -> list[str]:
        return ["\n".join(_INDENT + line for line in _plain(node).strip("\n").split("\n"))]

    def _table(self, node: LexborNode) -> list[str]:
        rows = [[self._cell(cell) for cell in cells] for cells in _rows(node)]
        if not rows:
            return []
        head, *rest = rows if _has_head(node) else [[""] * len(rows[0]), *rows]
        lines = [head, ["---"] * len(head), *rest]
        return [self._anchor(node) + "\n".join("| " + " | ".join(line) + " |" for line in lines)]

    def _cell(self, cell: LexborNode) -> str:
        return (self._anchor(cell) + self._words(_inner(cell)).strip()).replace("|", "\\|")

    def _words(self, nodes: Iterable[LexborNode]) -> str:
        """Nodes as inline text with its markup, in one line."""
        written = self._inline(nodes, False)
        assert written is not None
        return written

    def _inline(self, nodes: Iterable[LexborNode], strictly: bool) -> str | None:
        """The same; if it is to be strictly inline, None where there is a block, or an element that is not shown."""
        written, before = "", ""
        for node in nodes:
            text = node.text_content
            if text is not None:
                written, before = written + _shown(text), ""
                continue
            tag, attributes = node.tag or "", node.attributes
            if _is_hidden(tag, attributes):
                if strictly:
                    return None
                continue
            if strictly and tag in _BLOCK:
                return None
            phrase = self._phrase(node, tag, attributes, strictly)
            if phrase is None:
                return None
            apart = written and (tag in _BLOCK or (before and _are_apart(before, tag, attributes)))
            written, before = f"{written} {phrase}" if apart else written + phrase, tag
        return written

    def _phrase(self, node: LexborNode, tag: str, attributes: Attributes, strictly: bool) -> str | None:
        inside = self._inline(node.iter(True), strictly and tag != "a")
        if inside is None:
            return None
        text = inside.strip()
        marked = self._marked(node, tag, attributes, text)
        if text and text != inside:
            before, _, after = inside.partition(text)
            marked = before + marked + after
        return self._anchor(node) + marked if self._anchors else marked

    def _marked(self, node: LexborNode, tag: str, attributes: Attributes, text: str) -> str:
        """The text of an inline element as its tag marks it."""
        if tag == "a" and (href := attributes.get("href")):
            return f"[{text}]({self._rewrite(href)})" if text else ""
        if tag in ("b", "strong", "dt") and text:
            return f"**{text}**" if "**" not in text else text
        if tag in ("em", "i") and text:
            return f"*{text}*"
        if tag == "code":
            return f"`{_plain(node)}`"
        return " " if tag == "br" else text


_WRITERS: Mapping[str, Callable[[_Writer, LexborNode], list[str]]] = {
    "details": _Writer._details,
    "ul": _Writer._ul,
    "ol": _Writer._ol,
    "dl": _Writer._dl,
    "blockquote": _Writer._blockquote,
    "pre": _Writer._pre,
    "table": _Writer._table,
}
"""How blocks are written that are more than their content, by tag."""


def _inner(node: LexborNode) -> Iterable[LexborNode]:
    """The elements and texts in an element; none if it is not shown."""
    return () if _is_hidden(node.tag or "", node.attributes) else node.iter(True)


def _paragraph(written: str) -> list[str]:
    """Inline text as a block, if there is any."""
    text = written.strip()
    if "\u4e00" <= text < "\ua000":  # it begins with a Chinese character, as most do
        return [text]
    begins = _BEGINS.match(text)
    return [_escaped_beginning(begins) + text[begins.end() :] if begins else text] if text else []


def _are_apart(before: str, tag: str, attributes: Attributes) -> bool:
    """Whether an inline element needs a separator from the one before it, given by tag; citations do not."""
    return (before in _APART or tag in _APART) and "kb-cite" not in (attributes.get("class") or "").split()


def _shown(text: str) -> str:
    """A text in one line, with what would be markup escaped."""
    return _escaped(_in_one_line(text)) if _SPECIAL_OR_SPACE.search(text) else text


def _in_one_line(text: str) -> str:
    """A text with each run of whitespace replaced by one space."""
    words = " ".join(text.split())
    return f"{' ' * text[:1].isspace()}{words}{' ' * text[-1:].isspace()}" if words else " " * bool(text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text) if _MAY_BE_SPECIAL.search(text) else text


def _rows(table: LexborNode) -> Iterator[list[LexborNode]]:
    """The rows of a table as lists of cells, at any depth."""
    for part in _inner(table):
        if part.tag == "tr":
            yield [cell for cell in _inner(part) if cell.tag in ("td", "th")]
        elif part.is_element_node:
            yield from _rows(part)


def _has_head(table: LexborNode) -> bool:
    return any(part.tag == "thead" for part in table.iter())


def _plain(node: LexborNode) -> str:
    return "".join(_plain(part) if part.text_content is None else part.text_content for part in _inner(node))


def _escaped_beginning(found: re.Match[str]) -> str:
    """The beginning of a line, escaped so that it does not start a list or heading."""
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[0]}"
