"""核对日期在将来。

## 查什么
`reviewed.on` 和 `verified.on` 晚于检查那天。

## 为什么
还没发生的核对不能写成核对过，读者会信。

## 怎么改
写真正核对那天的日期。
"""

from collections.abc import Iterator

from generator.content_types.contact import Contact
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("{day} 还没到，不能写成已经核对", "{day} has not come yet, so nothing was reviewed on it")
ADVICE = Wording("写真正核对那天的日期。", "Write the day on which it was really reviewed.")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each review or verification on a day to come."""
    entry = document.entry
    days = {("reviewed", "on"): entry.reviewed.on}
    if isinstance(entry, Contact):
        days["verified", "on"] = entry.verified.on
    for place, day in days.items():
        if day > given.today:
            yield Finding(document.at(*place), {"day": str(day)})
