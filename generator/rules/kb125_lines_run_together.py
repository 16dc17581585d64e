"""几行会连成一段。

## 查什么
正文里，一行以 `一、`、`（一）`、`1、`、`①`、`•` 这样的记号开头，上面紧接着另一行。引用（`> ` 开头）里的不查，那里每一行都保留。

## 为什么
一段里的换行只方便写，读者看不到：几行会连成一长串，读者没法照着抄。

## 怎么改
要一条一条列，写成列表（`- ` 或 `1. `，前面空一行）。要读者照抄、照发的，每一行前面写 `> `。

- 错：`一、我是谁。` 换行 `二、要求什么。`
- 对：`> 一、我是谁。` 换行 `> 二、要求什么。`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import following_lines
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("这一行会和上一行连成一段", "This line will run together with the one before it")
ADVICE = Wording(
    "列出来的，写成列表，前面空一行；给读者照抄的，每一行前面写 > 。",
    "Make it a list with a blank line before it; words to be copied get a `> ` before each line.",
)
_MARK = re.compile(r"\n[ \t]*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d+[、．]|[①-⑳]|[•·●○■◆▪])")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each line that looks like a list item but is not one in Markdown."""
    for each in following_lines(document, _MARK):
        if each.before.strip():
            yield Finding(each.span(document))
