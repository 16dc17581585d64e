"""The figures of the search comparison as Markdown tables, on their own and in the document that keeps them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

_COLUMNS = (
    "engine",
    "success@3",
    "MRR@10",
    "kB until the first result",
    "p95",
    "s from opening",
    "ms a keystroke, p95",
    "loaded, p95",
    "index",
    "index made in",
)


@dataclass
class Row:
    """All that was measured of one engine at one size; lists hold single questions or keystrokes."""

    key: str
    name: str
    size: str
    seconds: float = 0
    index: int = 0
    places: list[int] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    typed: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    fault: str = ""


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that this share of the values does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def table(rows: Sequence[Row], articles: int, judged: int) -> str:
    """The rows of one size."""
    head = f"{articles:,} pages, {judged} judged questions" if judged else f"{articles:,} pages, made up"
    lines = [f"**{head}**", "", f"| {' | '.join(_COLUMNS)} |", "|---|" + "---:|" * (len(_COLUMNS) - 1)]
    return "\n".join([*lines, *(_line(row) for row in rows)])


def _line(row: Row) -> str:
    if row.fault and not row.first:
        return f"| {row.name} | {row.fault.replace('|', '/')[:200]} |" + " |" * (len(_COLUMNS) - 2)
    right = (
        [
            f"{sum(0 < place <= 3 for place in row.places) / len(row.places):.3f}",
            f"{sum(1 / place for place in row.places if place) / len(row.places):.3f}",
        ]
        if row.places
        else ["", ""]
    )
    weights = [f"{percentile(row.bytes, share) / 1000:,.1f}" for share in (0.5, 0.95)]
    first = f"{percentile(row.first, 0.5) / 1000:.2f}"
    typed = [f"{percentile(times, 0.95):,.0f}" if times else row.fault[:80] for times in (row.typed, row.again)]
    made = f"{'≤ ' if row.key.startswith('zensical') else ''}{row.seconds:.1f} s"
    return f"| {' | '.join([row.name, *right, *weights, first, *typed, f'{row.index / 1e6:,.2f} MB', made])} |"


def write(path: Path, size: str, shown: str, how: str) -> None:
    """Put the table of one size between its marks in a document, where the marks stand or at the end."""
    text = path.read_text("utf-8") if path.is_file() else "# Benchmarks\n"
    begin, end = f"<!-- search {size}: begin -->", f"<!-- search {size}: end -->"
    if begin not in text:
        text += f"\n{begin}\n{end}\n"
    before, _, rest = text.partition(begin)
    after = rest.partition(end)[2]
    path.write_text(f"{before}{begin}\n\n{shown}\n\n{how}\n\n{end}{after}", "utf-8")
