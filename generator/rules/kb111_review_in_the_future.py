"""核对日期在将来。

## 查什么
`reviewed.on`、`verified.on`，和来源的 `published`（发布日期）晚于检查那天。

## 为什么
还没发生的核对不能写成核对过，还没发布的来源没有人读过，读者会信。

## 怎么改
写真正核对、真正发布那天的日期。
"""

from collections.abc import Iterator

from generator.content_types.contact import Contact
from generator.content_types.source import Source
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("{day} 还没到，不能写成已经{done}", "{day} has not come yet, so nothing was {done} on it")
ADVICE = Wording(
    "写真正{done}那天的日期，多半是年份写错了。", "Write the day on which it was really {done}: the year may be wrong."
)
_REVIEWED, _PUBLISHED = Wording("核对", "reviewed"), Wording("发布", "published")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each review, verification or publication on a day to come."""
    entry = document.entry
    days = {("reviewed", "on"): entry.reviewed.on}
    if isinstance(entry, Contact):
        days["verified", "on"] = entry.verified.on
    for place, day in days.items():
        if day > given.today:
            yield Finding(document.at(*place), {"day": str(day), "done": _REVIEWED})
    if isinstance(entry, Source) and entry.published and entry.published > str(given.today)[: len(entry.published)]:
        yield Finding(document.at("published"), {"day": entry.published, "done": _PUBLISHED})
