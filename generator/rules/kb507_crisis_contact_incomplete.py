"""求助卡里的渠道没有电话，或者没有说是找人说话还是有危险。

## 查什么
写了 `crisis: true` 的求助渠道没有 `phone`，或者 `purpose` 不是 `talk`、`danger`。

## 为什么
求助卡要让人一按就能打出去；先放能说话的，再放有危险时打的。

## 怎么改
写上核实过的 `phone`，`purpose` 写 `talk` 或 `danger`；都不是的渠道就去掉 `crisis: true`。
"""

from collections.abc import Iterator

from generator.content_types.contact import Contact
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording(
    "“{title}”要出现在求助卡里，却没有电话，或者 purpose 不是 talk、danger",
    "“{title}” is to be on the help card but has no phone number, or a `purpose` other than talk and danger",
)
ADVICE = Wording(
    "写上核实过的 phone，purpose 写 talk 或 danger；或者去掉 crisis: true。",
    "Give a verified `phone` and the `purpose` talk or danger, or remove `crisis: true`.",
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the mark of a crisis contact that cannot be called, or has no place on the card."""
    entry = document.entry
    if isinstance(entry, Contact) and entry.crisis and not (entry.phone and entry.purpose in ("talk", "danger")):
        yield Finding(document.key_at("crisis"), {"title": entry.title})
