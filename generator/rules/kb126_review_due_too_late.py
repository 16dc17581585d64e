"""下次核对定得太晚。

## 查什么
`reviewed.due` 比 `reviewed.on` 晚两年以上；求助渠道晚半年以上就算。

## 为什么
法律、热线和做法会变。太久不核对，读者看到的可能已经不对。

## 怎么改
把 `due` 改成两年以内的日期，求助渠道半年以内。

- 错：`due: 9999-12-31`
- 对：`due: 2027-05-20`
"""

from collections.abc import Iterator
from datetime import timedelta

from generator.content_types.contact import VERIFIED_FOR_DAYS, Contact
from generator.diagnostics import Span, Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("两次核对隔了 {days} 天", "{days} days lie between the reviews")
ADVICE = Wording(
    "on 没写错的话，due 改成 {latest} 或更早的日期。", "Unless `on` is wrong, make `due` {latest} or earlier."
)
LONGEST = timedelta(days=731)
"""No entry goes longer without a review."""
_OF_CONTACTS = timedelta(days=VERIFIED_FOR_DAYS + 4)
"""Contacts go half a year, which is a few days more in most months."""


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at a review that is promised for a day too far away."""
    reviewed = document.entry.reviewed
    longest = _OF_CONTACTS if isinstance(document.entry, Contact) else LONGEST
    if reviewed.due - reviewed.on > longest:
        facts = {"days": str((reviewed.due - reviewed.on).days), "latest": (reviewed.on + longest).isoformat()}
        yield Finding(_both(document.at("reviewed", "on"), document.at("reviewed", "due")), facts)


def _both(one: Span, other: Span) -> Span:
    """From the beginning of the first of two places to the end of the last: either date may be wrong."""
    first, last = sorted((one, other))
    return Span(first.line, first.column, last.end_line, last.end_column)
