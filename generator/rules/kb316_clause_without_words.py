"""条款没有写清讲了什么。

## 查什么
来源里条款的 `says` 不到 4 个字。

## 为什么
读者点开来源，看到的就是这句话；只有条号等于没写。

## 怎么改
用自己的话写一句这一条讲了什么。

- 错：`says: 时效`
- 对：`says: 向法院请求保护民事权利的时效是三年。`
"""

import re
from collections.abc import Iterator

from generator.content_types.source import Source
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{label}”没有写清讲了什么", "“{label}” does not say what it is about")
ADVICE = Wording("在 says 里用一句完整的话写这一条讲了什么。", "Say in one full sentence what the clause is about.")
_SHORTEST = 4


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each clause whose words say nothing."""
    if isinstance(document.entry, Source):
        for index, clause in enumerate(document.entry.clauses):
            if len(re.sub(r"\W", "", clause.says)) < _SHORTEST:
                yield Finding(document.at("clauses", index, "says"), {"label": clause.label})
