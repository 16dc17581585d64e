"""快到重新核对的日子了。

## 查什么
`reviewed.due` 在检查那天起 30 天以内。

## 为什么
留出时间核对，免得到期那天发布不了。

## 怎么改
安排人对照来源核对，再改 `reviewed.on` 和 `due`。
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("最晚 {due} 要重新核对，还有 {days} 天", "To be reviewed by {due}, in {days} days")
ADVICE = Wording("安排时间对照来源核对。", "Plan time to check it against its sources.")
_SOON = 30


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at the day of a review that is near."""
    due = document.entry.reviewed.due
    days = (due - given.today).days
    if 0 <= days <= _SOON and document.entry.status == "published":
        yield Finding(document.at("reviewed", "due"), {"due": str(due), "days": str(days)})
