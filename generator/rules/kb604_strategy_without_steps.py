"""应对策略没有步骤。

## 查什么
应对策略的条目没有 `do_now`。

## 为什么
策略就是告诉读者怎么做。没有步骤，读者还是不知道从哪开始。

## 怎么改
写 3 到 5 步，第一步一分钟内能做完。
"""

from collections.abc import Iterator

from generator.content_types.strategy import Strategy
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{title}”没有写现在怎么做", "“{title}” does not say what to do now")
ADVICE = Wording("写上 do_now，3 到 5 步。", "Write `do_now` with 3 to 5 steps.")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the title of a strategy without steps."""
    if isinstance(document.entry, Strategy) and not document.entry.do_now:
        yield Finding(document.at("title"), {"title": document.entry.title})
