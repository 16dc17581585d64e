"""SVG pictures of relations, 340 units wide for phones, with their words as text."""

from collections.abc import Iterable, Sequence
from html import escape
from math import ceil

WIDTH = 340
LINE = 19
"""Height of a line of text."""
GAP = 5
"""Distance between two lines that lead to one box."""
CLOSING = "，。、；：？！”’）》」』"
"""Punctuation that must not start a line."""
OPENING = "“‘（《「『"
"""Punctuation that must not end a line."""


def wrap(text: str, width: float) -> list[str]:
    """A text broken into lines of similar length, of at most `width` Chinese characters and a closing punctuation mark.

    Two Latin letters or digits count as one Chinese character.
    """
    sizes = [0.55 if character.isascii() else 1.0 for character in text]
    width = min(width, sum(sizes) / max(ceil(sum(sizes) / width), 1) + 1)
    lines, used = [""], 0.0
    for character, size in zip(text, sizes, strict=True):
        if used + size > width and character not in CLOSING:
            opened = lines[-1][-1:] if lines[-1][-1:] in OPENING else ""
            lines[-1] = lines[-1].removesuffix(opened)
            lines.append(opened)
            used = float(len(opened))
        lines[-1] += character
        used += size
    return lines


def pairs(name: str, left: Sequence[str], right: Sequence[str], edges: Iterable[tuple[int, int]]) -> str:
    """An SVG picture with a line for each pair of indices into `left` and `right`, grouped by the smaller side so that no
    lines cross.
    """
    edges = list(edges)
    boxed = 0 if len(left) < len(right) else 1
    sides, box_x, word_x = (left, right), (1, WIDTH - 139)[boxed], (WIDTH - 138, 138)[boxed]
    ends: dict[int, list[int]] = {}
    for edge in edges:
        ends.setdefault(edge[boxed], []).append(edge[1 - boxed])
    lines, words, y = [], [], 2.0
    for index in sorted(ends, key=lambda index: -len(ends[index])):
        label = wrap(sides[boxed][index], 9)
        rows = [wrap(sides[1 - boxed][end], 9) for end in ends[index]]
        spoken = sum(LINE * len(row) + GAP for row in rows) - GAP
        height = LINE * len(label) + 10
        room = max(spoken, height)
        middle, row_y = y + room / 2, y + (room - spoken) / 2
        words.append(
            f'<rect class="kb-svg-box" x="{box_x}" y="{middle - height / 2:.0f}" width="138" height="{height}" rx="6"/>'
        )
        words.append(_text(box_x + 69, middle - height / 2 + 19, label, "kb-svg-middle"))
        for row in rows:
            words.append(_text(word_x, row_y + 14, row, "kb-svg-end" if boxed else "kb-svg-start"))
            at = row_y + LINE * len(row) / 2
            lines.append(_curve(*((at, middle) if boxed else (middle, at))))
            row_y += LINE * len(row) + GAP
        y += room + 24
    said = "；".join(f"{left[a]} → {right[b]}" for a, b in edges)
    return _svg(name, said, y - 22, [*lines, *words])


def _curve(start: float, end: float) -> str:
    """The SVG path of a line from the left side to the right."""
    return f'<path class="kb-svg-line" d="M141 {start:.0f}C170 {start:.0f} 170 {end:.0f} 199 {end:.0f}"/>'


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
