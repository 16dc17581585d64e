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
from generator.library import Document
from generator.linting import Context, Finding, Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{target}”已经停用", "“{target}” is retired")
ADVICE = Wording("改成{instead}，或者去掉这个链接。", "Use {instead}, or remove the link.")


def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each reference to a retired entry."""
    for mention in given.mentions(document):
        key = mention.resolution.key
        if mention.kind == "entry" and key and key != document.key and document.entry.status != "retired":
            target = given.library[key].entry
            if target.status == "retired":
                instead = target.replaced_by
                other = Wording("还在用的条目", "one in use")
                name = Wording(mention.target, mention.target)
                facts = {"target": name, "instead": Wording(instead, instead) if instead else other}
                yield Finding(mention.span(document), facts)
