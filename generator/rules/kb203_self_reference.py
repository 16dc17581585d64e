"""条目引用了自己。

## 查什么
正文链接或关系字段指向本条目。

## 为什么
读者点了还在这一页，会以为网站坏了。

## 怎么改
去掉这个链接；想指到本页的某一节，就写成 `[[本条目#小标题]]`。
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{target}”就是本条目自己", "“{target}” is this entry itself")
ADVICE = Wording(
    "去掉这个链接；要指到本页的一节就加上 #小标题。",
    "Remove the link, or add #heading to lead to a section of this page.",
)


@resting_on(named)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each reference from an entry to itself."""
    for mention in given.mentions(document):
        if (
            mention.reference.kind == "entry"
            and mention.resolution.key == document.key
            and not mention.reference.detail
        ):
            yield Finding(mention.span(document), {"target": mention.reference.target})
