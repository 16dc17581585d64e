"""一句话答案太长。

## 查什么
`answer` 超过 60 个字（引用标记和空格不算）。

## 为什么
它最先显示，也出现在搜索结果里。太长就不是一句话答案了。

## 怎么改
只留最要紧的那个事实，其余放进正文。
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import shown_at
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("一句话答案有 {count} 个字", "The answer has {count} characters")
ADVICE = Wording("缩到 {limit} 个字以内，其余放进正文。", "Keep to {limit} characters; put the rest into the text.")
_LIMIT = 60


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at an answer that is too long."""
    count = len(re.sub(r"[\s*]", "", shown_at(document, "answer")))
    if count > _LIMIT:
        yield Finding(document.at("answer"), {"count": str(count), "limit": str(_LIMIT)})
