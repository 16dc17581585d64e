"""规则例外已经到期。

## 查什么
`allow` 的 `until` 早于检查那天。平时是提醒，正式发布时算错误。

## 为什么
例外是临时的。到了期，就要看理由还在不在。

## 怎么改
改好正文，删掉这个例外；理由还在，就写新的 `until`。
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document

SEVERITY: Severity = "warning"
RELEASE: Severity = "error"
MESSAGE = Wording("对 {code} 的例外在 {until} 到期了", "The exception from {code} ended on {until}")
ADVICE = Wording(
    "改好正文并删掉这个例外；理由还在就写新的日期。",
    "Mend the text and remove the exception; if its reason still holds, give a new date.",
)


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at the end of each exception that is over."""
    for index, allow in enumerate(document.entry.allow):
        if allow.until < given.today:
            facts = {"code": allow.code, "until": str(allow.until)}
            yield Finding(document.at("allow", index, "until"), facts)
