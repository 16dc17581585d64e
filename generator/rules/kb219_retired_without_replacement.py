"""停用的条目没有写看哪一条。

## 查什么
`status: retired` 的条目没有 `replaced_by`。

## 为什么
从旧链接、收藏夹来的读者会走进死胡同。

## 怎么改
写上 `replaced_by`，指向最接近的条目。
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{title}”停用了，却没有写请读者看哪一条", "“{title}” is retired but names no replacement")
ADVICE = Wording("写上 replaced_by。", "Give `replaced_by`.")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the status of a retired entry without a replacement."""
    if document.entry.status == "retired" and not document.entry.replaced_by:
        yield Finding(document.at("status"), {"title": document.entry.title})
