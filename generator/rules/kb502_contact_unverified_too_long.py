"""求助渠道太久没有核实。

## 查什么
`verified.on` 距检查那天超过 180 天。平时是提醒，正式发布时算错误。

## 为什么
热线会停、会并、会改时间。读者在最急的时候打不通，比没有还糟。

## 怎么改
到主管机关的公布里再核实一次，改 `verified.on` 和 `how`；查不到就停用这一条。
"""

from collections.abc import Iterator

from generator.content_types.contact import VERIFIED_FOR_DAYS, Contact
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document

SEVERITY: Severity = "warning"
RELEASE: Severity = "error"
MESSAGE = Wording("{days} 天没有核实了", "Not verified for {days} days")
ADVICE = Wording(
    "重新核实这个渠道，把 verified.on 改成核实那天（最长 {limit} 天核一次）。",
    "Verify the contact again and set `verified.on` (at least every {limit} days).",
)


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at the day of a verification that is too old."""
    if isinstance(document.entry, Contact) and document.entry.status == "published":
        days = (given.today - document.entry.verified.on).days
        if days > VERIFIED_FOR_DAYS:
            yield Finding(document.at("verified", "on"), {"days": str(days), "limit": str(VERIFIED_FOR_DAYS)})
