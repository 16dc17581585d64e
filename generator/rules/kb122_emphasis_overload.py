"""加粗太多。

## 查什么
一节正文里加粗超过 6 处。

## 为什么
处处加粗等于没有加粗，读者反而找不到要紧的那句。

## 怎么改
只留最要紧的两三处；并列的要点写成列表。
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("这一节有 {count} 处加粗", "This section has {count} bold stretches")
ADVICE = Wording("最多留 {limit} 处，要点写成列表。", "Keep at most {limit}; write points as a list.")
_LIMIT = 6
_BOLD = re.compile(r"\*\*[^*\n]+\*\*")


@OwnCheck.where(_BOLD)
def check(document: Document) -> Iterator[Finding]:
    """A finding at the first bold stretch too many of a section."""
    for text in document.texts:
        found = list(_BOLD.finditer(text.value)) if text.markup == "block" else []
        if len(found) > _LIMIT:
            facts = {"count": str(len(found)), "limit": str(_LIMIT)}
            yield Finding(document.within(text, *found[_LIMIT].span()), facts)
