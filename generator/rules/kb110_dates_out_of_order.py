"""日期的先后不对。

## 查什么
`reviewed.due` 要晚于 `reviewed.on`；来源和条款的 `ended` 要晚于 `effective`；`milestones` 从早到晚排。

## 为什么
日期写反了，到期提醒和“是否有效”都会算错。

## 怎么改
核对这两个日期，多半是年份写错了。
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from generator.content_types.source import Source
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
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
        for index, clause in enumerate(entry.clauses):
            begun = clause.effective or entry.effective
            if begun and clause.ended and clause.ended <= begun:
                yield _finding(document, clause.ended, begun, "clauses", index, "ended")
    milestones = getattr(entry, "milestones", ())
    for index, (before, after) in enumerate(pairwise(milestones), 1):
        length = min(len(before.on), len(after.on))
        if after.on[:length] < before.on[:length]:
            yield _finding(document, after.on, before.on, "milestones", index, "on")


def _finding(document: Document, later: date | str, earlier: date | str, *place: str | int) -> Finding:
    return Finding(document.at(*place), {"later": str(later), "earlier": str(earlier)})
