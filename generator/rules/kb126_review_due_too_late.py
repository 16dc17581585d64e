"""下次核对定得太晚。

## 查什么
`reviewed.due` 比 `reviewed.on` 晚两年以上。

## 为什么
法律、热线和做法会变。太久不核对，读者看到的可能已经不对。

## 怎么改
把 `due` 改成两年以内的日期。

- 错：`due: 9999-12-31`
- 对：`due: 2027-05-20`
"""

from collections.abc import Iterator
from datetime import timedelta

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("两次核对隔了 {days} 天", "{days} days lie between the reviews")
ADVICE = Wording("改成 {latest} 或更早的日期。", "Use {latest} or an earlier day.")
LONGEST = timedelta(days=731)
"""No entry goes longer without a review."""


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at a review that is promised for a day too far away."""
    reviewed = document.entry.reviewed
    if reviewed.due - reviewed.on > LONGEST:
        facts = {"days": str((reviewed.due - reviewed.on).days), "latest": (reviewed.on + LONGEST).isoformat()}
        yield Finding(document.at("reviewed", "due"), facts)
