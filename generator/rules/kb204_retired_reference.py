"""引用了停用的条目。

## 查什么
正文链接或关系字段指向 `status: retired` 的条目。

## 为什么
停用的条目只留一个地址，内容已经不可靠。

## 怎么改
改成它的 `replaced_by`；没有就去掉链接。
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document
from generator.remembering.once import once

SEVERITY: Severity = "error"
MESSAGE = Wording("“{target}”已经停用", "“{target}” is retired")
ADVICE = Wording("改成{instead}，或者去掉这个链接。", "Use {instead}, or remove the link.")


@resting_on(named)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each reference to a retired entry."""
    retired = _retired(given)
    for mention in given.mentions(document) if retired and document.entry.status != "retired" else ():
        if mention.reference.kind == "entry" and mention.resolution.key in retired:
            instead = retired[mention.resolution.key]
            other = Wording("还在用的条目", "one in use")
            name = Wording(mention.reference.target, mention.reference.target)
            yield Finding(
                mention.span(document), {"target": name, "instead": Wording(instead, instead) if instead else other}
            )


@once
def _retired(given: Context) -> dict[str | None, str | None]:
    """The keys of retired entries, each with that of its replacement."""
    return {
        document.key: document.entry.replaced_by for document in given.library if document.entry.status == "retired"
    }
