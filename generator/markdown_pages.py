"""Hand-written Markdown pages as nodes: front matter is YAML, each second-level heading begins a section."""

from dataclasses import replace

from generator.diagnostics import Span, diagnostic
from generator.loading import Mapping, Node, Parsed, Scalar, Sequence, parse

_FENCE = "---"


def parse_markdown(path: str, data: bytes) -> Parsed:
    """The nodes of one Markdown page, or the findings that say why there are none."""
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    end = next((number for number, line in enumerate(lines[1:], 1) if line == _FENCE), None)
    if lines[0] != _FENCE or end is None:
        return Parsed(None, tuple(lines), (diagnostic(path, Span(), "KB017"),))
    front = parse(path, "\n".join(["", *lines[1:end]]).encode())
    if front.root is None:
        return replace(front, lines=tuple(lines))
    sections = Sequence(Span(end + 2, 1, len(lines), 1), tuple(_sections(lines, end + 1)))
    key = Scalar(Span(end + 2, 1, end + 2, 1), "sections")
    root = Mapping(front.root.span, {**front.root.keys, "sections": key}, {**front.root.values, "sections": sections})
    return Parsed(root, tuple(lines), ())


def _sections(lines: list[str], start: int) -> list[Node]:
    heads = [number for number in range(start, len(lines)) if lines[number].startswith("## ")]
    return [_section(lines, head, stop) for head, stop in zip(heads, [*heads[1:], len(lines)], strict=True)]


def _section(lines: list[str], head: int, stop: int) -> Mapping:
    heading = Scalar(Span(head + 1, 4, head + 1, len(lines[head]) + 1), lines[head][3:].strip())
    body = Scalar(Span(head + 1, 1, stop, 1), "\n".join(lines[head + 1 : stop]).strip("\n"), "|")
    keys = {name: Scalar(heading.span, name) for name in ("heading", "body")}
    return Mapping(Span(head + 1, 1, stop, 1), keys, {"heading": heading, "body": body})
