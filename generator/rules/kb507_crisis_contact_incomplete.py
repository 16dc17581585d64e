"""求助卡里的渠道没有电话。

## 查什么
写了 `crisis: true` 的求助渠道没有 `phone`。

## 为什么
求助卡要让人一按就能打出去。

## 怎么改
写上核实过的 `phone`；没有电话的渠道就去掉 `crisis: true`。
"""

from collections.abc import Iterator

from generator.content_types.contact import Contact
from generator.diagnostics import Wording
from generator.linting.running import Finding, OwnCheck, Severity
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{title}”会出现在求助卡里，却没有电话", "“{title}” is on the help card but has no phone number")
ADVICE = Wording("写上核实过的 phone，或者去掉 crisis: true。", "Give a verified `phone`, or remove `crisis: true`.")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the mark of a crisis contact that cannot be called."""
    entry = document.entry
    if isinstance(entry, Contact) and entry.crisis and not entry.phone:
        yield Finding(document.key_at("crisis"), {"title": entry.title})
