"""核对已经过期。

## 查什么
`reviewed.due` 早于检查那天。平时是提醒，正式发布时算错误。

## 为什么
规定、利率和热线都会变。过了期没核对的内容，读者照着做可能吃亏。

## 怎么改
对照来源重新核对一遍，再改 `reviewed.on` 和 `due`。没核对就不要只改日期。
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document

SEVERITY: Severity = "warning"
RELEASE: Severity = "error"
MESSAGE = Wording("应当在 {due} 以前重新核对，已经过了 {days} 天", "The review was due on {due}, {days} days ago")
ADVICE = Wording(
    "对照来源核对一遍，再改 reviewed 里的 on 和 due。",
    "Check the entry against its sources, then change `on` and `due`.",
)


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at the day by which an entry should have been reviewed."""
    due = document.entry.reviewed.due
    if due < given.today and document.entry.status == "published":
        facts = {"due": str(due), "days": str((given.today - due).days)}
        yield Finding(document.at("reviewed", "due"), facts)
