"""Inline SVG made from the content: stages of a process, who may be contacted, what leads to what.

Every picture is drawn for a 340-unit-wide screen, in the page's own colours, and carries its words as text.
"""

from collections.abc import Iterable, Sequence
from html import escape

WIDTH = 340
LINE = 19
"""Height of a line of text."""


def wrap(text: str, width: int) -> list[str]:
    """A text in lines of at most `width` Chinese characters; two Latin letters or digits count as one."""
    lines, used = [""], 0.0
    for character in text:
        size = 0.55 if character.isascii() else 1.0
        if used + size > width:
            lines.append("")
            used = 0.0
        lines[-1] += character
        used += size
    return lines


def stages(name: str, labels: Sequence[str]) -> str:
    """A line with one mark a stage, from top to bottom."""
    parts, y = [], 14.0
    tops = []
    for number, label in enumerate(labels, 1):
        lines = wrap(label, 18)
        tops.append(y)
        parts.append(f'<circle class="kb-svg-mark" cx="16" cy="{y:.0f}" r="11"/>')
        parts.append(_text(16, y + 5, [str(number)], "kb-svg-number"))
        parts.append(_text(38, y + 5, lines))
        y += LINE * len(lines) + 17
    line = f'<path class="kb-svg-line" d="M16 {tops[0]:.0f}V{tops[-1]:.0f}"/>' if tops else ""
    return _svg(name, "、".join(labels), y, [line, *parts])


def rings(name: str, labels: Sequence[tuple[str, str, str]]) -> str:
    """Half circles around the reader, from the inside out: who, `yes`/`limited`/`no`, and that word in Chinese."""
    step, centre = 58, 30.0
    height = centre + step * len(labels) + 8
    parts = []
    for place, (who, may, word) in reversed(list(enumerate(labels, 1))):
        radius = step * place
        x = WIDTH / 2
        parts.append(
            f'<path class="kb-svg-ring kb-svg-ring--{escape(may)}" d="M{x - min(radius, x - 4):.0f} 4'
            f'A{min(radius, x - 4):.0f} {radius} 0 0 0 {x + min(radius, x - 4):.0f} 4Z"/>'
        )
        y = 4 + radius - step / 2 + 2
        parts.append(_text(x, y, [who], "kb-svg-strong"))
        parts.append(_text(x, y + LINE - 2, [word], "kb-svg-middle"))
    said = "；".join(f"{who}：{word}" for who, _, word in labels)
    return _svg(name, said, height, parts)


def pairs(name: str, left: Sequence[str], right: Sequence[str], edges: Iterable[tuple[int, int]]) -> str:
    """Two columns of boxes with a line for each pair of indices."""
    edges = list(edges)
    lefts, rights = _column(left, 0), _column(right, WIDTH - 140)
    height = max(lefts[-1][1] if lefts else 0, rights[-1][1] if rights else 0) + 30
    lines = [
        f'<path class="kb-svg-line" d="M140 {lefts[a][1]:.0f}C170 {lefts[a][1]:.0f} 170 {rights[b][1]:.0f} 200 {rights[b][1]:.0f}"/>'
        for a, b in edges
    ]
    said = "；".join(f"{left[a]} → {right[b]}" for a, b in edges)
    return _svg(name, said, height, [*lines, *(box for box, _ in (*lefts, *rights))])


def _column(labels: Sequence[str], x: int) -> list[tuple[str, float]]:
    """Each box of a column with the height of its middle."""
    boxes, y = [], 2.0
    for label in labels:
        lines = wrap(label, 9)
        height = LINE * len(lines) + 10
        box = f'<rect class="kb-svg-box" x="{x + 1}" y="{y:.0f}" width="138" height="{height}" rx="6"/>'
        text = _text(x + 70, y + 20, lines, "kb-svg-middle")
        boxes.append((box + text, y + height / 2))
        y += height + 10
    return boxes


def _text(x: float, y: float, lines: Sequence[str], css: str = "") -> str:
    spans = "".join(
        f'<tspan x="{x:.0f}" dy="{0 if i == 0 else LINE}">{escape(line)}</tspan>' for i, line in enumerate(lines)
    )
    kind = f' class="{css}"' if css else ""
    return f'<text{kind} x="{x:.0f}" y="{y:.0f}">{spans}</text>'


def _svg(name: str, words: str, height: float, parts: Iterable[str]) -> str:
    return (
        f'<svg class="kb-svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{escape(f"{name}：{words}")}">'
        f"{''.join(parts)}</svg>"
    )
