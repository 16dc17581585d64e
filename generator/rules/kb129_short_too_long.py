"""小标题下面的一句回答太长，或者带了引用标记。

## 查什么
正文一节的 `short` 超过 20 个字（空格不算），或者写了 `[@来源:条款]`。

## 为什么
它在没有展开时显示在小标题下面，手机上只放得下一行。依据写在正文里，展开就看得到。

## 怎么改
只留结论，引用标记放进正文。

- 错：`short: 可以挂断，通常理解你没有义务一直听下去，但先说一句再挂`
- 对：`short: 可以，先说一句再挂`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import blanked
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording(
    "这句短回答有 {count} 个字，或者带了引用标记", "The short answer has {count} characters, or a citation"
)
ADVICE = Wording(
    "缩到 {limit} 个字以内；引用标记放进正文。", "Keep to {limit} characters; put citations into the text."
)
_LIMIT = 20


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each short answer that is too long or has a citation."""
    for text in document.texts:
        if text.location[-1] == "short":
            count = len(re.sub(r"[\s*]", "", blanked(document, text)))
            if count > _LIMIT or document.cites(text.location):
                yield Finding(document.at(*text.location), {"count": str(count), "limit": str(_LIMIT)})
