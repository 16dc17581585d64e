"""引号没有用“ ”。

## 查什么
「」『』当引号用。

## 为什么
全站只用“ ”一种引号。规则也靠它分辨哪些是转述的话。

## 怎么改
换成“ ”，里面一层用‘ ’。可以运行 `kb check --fix`。

- 错：`对方说「今天必须还」`
- 对：`对方说“今天必须还”`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import search
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("引号 {found} 要写成 {right}", "The quotation mark {found} should be {right}")
ADVICE = Wording("全站的引号用“ ”，里面一层用‘ ’。", "Use “ ” for quotations and ‘ ’ inside them.")
_RIGHT = {"「": "“", "」": "”", "『": "‘", "』": "’"}
_CORNER = re.compile("[「」『』]")


@OwnCheck.where(_CORNER)
def check(document: Document) -> Iterator[Finding]:
    """A finding at each corner bracket."""
    for text, found in search(document, _CORNER):
        right = _RIGHT[found[0]]
        yield Finding(document.within(text, *found.span()), {"found": found[0], "right": right}, right)
