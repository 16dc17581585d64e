"""引用了还没发布的草稿。

## 查什么
已发布的条目链接到 `status: draft` 的条目。

## 为什么
草稿不会出现在网站上，读者点下去会没有东西。

## 怎么改
先把草稿写完发布，或者去掉这个链接。
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document
from generator.remembering.once import once

SEVERITY: Severity = "error"
MESSAGE = Wording("“{target}”还是草稿", "“{target}” is still a draft")
ADVICE = Wording("先发布它，或者去掉这个链接。", "Publish it first, or remove the link.")


@resting_on(named)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each reference from a published entry to a draft."""
    drafts = _drafts(given)
    for mention in given.mentions(document) if drafts and document.entry.status == "published" else ():
        if mention.resolution.key in drafts:
            yield Finding(mention.span(document), {"target": mention.reference.target})


@once
def _drafts(given: Context) -> frozenset[str | None]:
    return frozenset(document.key for document in given.library if document.entry.status == "draft")
