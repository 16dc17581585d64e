"""日期的先后不对。

## 查什么
`reviewed.due` 要晚于 `reviewed.on`；来源和条款的 `ended` 要晚于 `effective`；`published` 不晚于 `effective`，法律、法规、规章和司法解释晚了两年以上的是后来修正的，不算；
`milestones` 从早到晚排，标在去掉它其余就排得好的那一项。

## 为什么
日期写反了，到期提醒和“是否有效”都会算错。

## 怎么改
核对这两个日期，多半是年份写错了。
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from generator.content_types.source import Source, SourceKind
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
_AMENDED = 2
"""Minimum number of years after which a law in force was published again because it was amended."""
_AMENDABLE: frozenset[SourceKind] = frozenset({"law", "regulation", "rule", "interpretation"})
MESSAGE = Wording("{later} 应当晚于 {earlier}", "{later} should be later than {earlier}")
ADVICE = Wording("核对这两个日期，改成先后正确的。", "Check both dates and put them in order.")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each date that lies before the one it should follow."""
    entry = document.entry
    if entry.reviewed.due <= entry.reviewed.on:
        yield _finding(document, entry.reviewed.due, entry.reviewed.on, "reviewed", "due")
    if isinstance(entry, Source):
        if entry.effective and entry.ended and entry.ended <= entry.effective:
            yield _finding(document, entry.ended, entry.effective, "ended")
        if entry.effective and _too_late(entry.kind, str(entry.published or ""), entry.effective):
            yield _finding(document, entry.effective, str(entry.published), "published")
        for index, clause in enumerate(entry.clauses):
            begun = clause.effective or entry.effective
            if begun and clause.ended and clause.ended <= begun:
                yield _finding(document, clause.ended, begun, "clauses", index, "ended")
    days = [each.on for each in vars(entry).get("milestones", ())]
    for at in _misplaced(days):
        before, after = (days[at - 1], days[at]) if at and _later(days[at - 1], days[at]) else (days[at], days[at + 1])
        yield _finding(document, after, before, "milestones", at, "on")


def _misplaced(days: Sequence[str]) -> Iterator[int]:
    """Of each two days in the wrong order the index of the later one, or of the one that does not fit its other neighbour."""
    for at, (before, after) in enumerate(pairwise(days), 1):
        if _later(before, after):
            fits = at == 1 or not _later(days[at - 2], after)
            goes_on = at + 1 == len(days) or not _later(before, days[at + 1])
            yield at - 1 if fits and not goes_on else at


def _later(before: str, after: str) -> bool:
    length = min(len(before), len(after))
    return after[:length] < before[:length]


def _too_late(kind: SourceKind, published: str, effective: date) -> bool:
    """Whether a source is published after it is in force, but is no law so late that it must have been amended."""
    years = int(published[:4]) - effective.year if published else 0
    return str(effective)[: len(published)] < published and (years < _AMENDED or kind not in _AMENDABLE)


def _finding(document: Document, later: date | str, earlier: date | str, *place: str | int) -> Finding:
    return Finding(document.at(*place), {"later": str(later), "earlier": str(earlier)})
