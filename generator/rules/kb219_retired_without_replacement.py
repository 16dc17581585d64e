"""停用和“看哪一条”没有一起写。

## 查什么
`status: retired` 的条目没有 `replaced_by`；或者写了 `replaced_by`，却没有停用。

## 为什么
从旧链接、收藏夹来的读者会走进死胡同；没有停用的，`replaced_by` 不起作用。

## 怎么改
停用的写上 `replaced_by`，指向最接近的条目；还在用的，去掉 `replaced_by`。
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{title}”{what}", "“{title}” {what}")
ADVICE = Wording(
    "停用的，写上 replaced_by 和最接近的条目的 id；还在用的，去掉 replaced_by。",
    "A retired entry names the nearest one in `replaced_by`; one that is in use has no `replaced_by`.",
)
_NOT_REPLACED = Wording("停用了，却没有写请读者看哪一条", "is retired but names no replacement")
_NOT_RETIRED = Wording("写了 replaced_by，却没有停用（status: retired）", "has `replaced_by` but is not retired")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the status of a retired entry without a replacement, and at a replacement of one that is in use."""
    if document.entry.status == "retired" and not document.entry.replaced_by:
        yield Finding(document.at("status"), {"title": document.entry.title, "what": _NOT_REPLACED})
    if document.entry.replaced_by and document.entry.status == "published":
        yield Finding(document.at("replaced_by"), {"title": document.entry.title, "what": _NOT_RETIRED})
