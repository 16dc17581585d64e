"""Parses hand-written Markdown pages into nodes: front matter is YAML, each second-level heading begins a section."""

import re
from dataclasses import replace
from itertools import pairwise

from generator.diagnostics import Diagnostic, Span, Wording, diagnostic
from generator.reading.yaml_nodes import (
    MAX_TEXT,
    GroupNode,
    ListNode,
    Node,
    Parsed,
    Scalar,
    parse,
    read_lines,
    too_long,
)

_FENCE = "---"
_HEADING = "## "
_NO_HEADING = Wording(
    "前面加一个小标题：两个 # 加一个空格，再写标题。", "Put a heading above it: two # and a blank, then its words."
)
_OTHER_HEADING = re.compile(r"[ \t]*[#＃]{1,6}[ \t]*([^#＃\s].*?)[ \t]*$")
_FIELD = Wording("字段写在两行 --- 之间，把这一行移上去。", "Fields stand between the two --- lines: move it up.")
_MEANT = re.compile(r"[-\u2010-\u2015\uff0d]{2,}\s*")
"""Pattern of a malformed `---` line: other dashes, or spaces behind them."""


def parse_markdown(path: str, data: bytes) -> Parsed:
    """The nodes of a Markdown page, or the findings that say why there are none."""
    lines, faults = read_lines(path, data)
    if faults:
        return Parsed(None, lines, faults)
    end = next((number for number, line in enumerate(lines[1:], 1) if line == _FENCE), None)
    if lines[0] != _FENCE or end is None:
        return Parsed(None, lines, (_unfenced(path, lines),))
    front = parse(path, "\n".join(["", *lines[1:end]]).encode())
    if front.root is None:
        return replace(front, lines=lines)
    if astray := _before_sections(path, lines, end + 1):
        return Parsed(None, lines, (astray,))
    sections = ListNode(Span(end + 2, 1, len(lines), 1), tuple(_sections(lines, end + 1)))
    bodies = (section.values["body"] for section in sections.items if isinstance(section, GroupNode))
    if long := [body for body in bodies if isinstance(body, Scalar) and len(body.text) > MAX_TEXT]:
        return Parsed(None, lines, tuple(too_long(path, body) for body in long))
    key = Scalar(Span(end + 2, 1, end + 2, 1), "sections")
    root = GroupNode(front.root.span, {**front.root.keys, "sections": key}, {**front.root.values, "sections": sections})
    return Parsed(root, lines, ())


def _unfenced(path: str, lines: tuple[str, ...]) -> Diagnostic:
    """The finding for front matter that is not enclosed in `---` lines: at a malformed line, where one is missing, or
    at the
    beginning.
    """
    first = next((number for number, line in enumerate(lines, 1) if line.strip()), 1)
    if first > 1 and lines[first - 1] == _FENCE:
        return diagnostic(path, Span(first, 1, first, 4), "KB017", "", Span(1, 1, first, 1))
    meant = next((number for number, line in enumerate(lines, 1) if line != _FENCE and _MEANT.fullmatch(line)), None)
    if meant:
        whole = Span(meant, 1, meant, len(lines[meant - 1]) + 1)
        return diagnostic(path, whole, "KB017", _FENCE, whole)
    heading = next((number for number, line in enumerate(lines, 1) if line.startswith(_HEADING)), None)
    if lines[0] == _FENCE and heading:
        before = Span(heading, 1, heading, 1)
        return diagnostic(path, Span(heading, 1, heading, 2), "KB017", f"{_FENCE}\n\n", before)
    return diagnostic(path, Span(), "KB017")


def _before_sections(path: str, lines: tuple[str, ...], start: int) -> Diagnostic | None:
    """The finding for text before the first section, which would not be shown; None if there is none."""
    for number in range(start, len(lines)):
        if lines[number].startswith(_HEADING):
            return None
        if lines[number].strip():
            span = Span(number + 1, 1, number + 1, len(lines[number]) + 1)
            how = _FIELD if re.match(r"[a-z_]+: ", lines[number]) else _NO_HEADING
            right = f"## {meant[1]}" if (meant := _OTHER_HEADING.match(lines[number])) else None
            if right:
                how = Wording(f"写成“{right}”：两个半角 #，后面空一格。", f"Write “{right}”, with two # and a blank.")
            return diagnostic(path, span, "KB018", right, text=lines[number].strip()[:60], how=how)
    return None


def _sections(lines: tuple[str, ...], start: int) -> list[Node]:
    heads = [number for number in range(start, len(lines)) if lines[number].startswith(_HEADING)]
    return [_section(lines, head, stop) for head, stop in pairwise([*heads, len(lines)])]


def _section(lines: tuple[str, ...], head: int, stop: int) -> GroupNode:
    heading = Scalar(Span(head + 1, 4, head + 1, len(lines[head]) + 1), lines[head][3:].strip())
    body = Scalar(Span(head + 1, 1, stop, 1), "\n".join(lines[head + 1 : stop]).strip("\n"), "|")
    keys = {name: Scalar(heading.span, name) for name in ("heading", "body")}
    return GroupNode(Span(head + 1, 1, stop, 1), keys, {"heading": heading, "body": body})
