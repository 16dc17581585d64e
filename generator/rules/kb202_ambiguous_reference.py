"""引用的 id 有好几个条目。

## 查什么
只写了 id，而几个栏目里都有这个 id。

## 为什么
不知道该链接到哪一个，读者点下去会没有东西。

## 怎么改
在前面写上栏目：

- 错：`[[overdue]]`
- 对：`[[concepts/overdue]]`
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{target}”可以是 {candidates}", "“{target}” could be {candidates}")
ADVICE = Wording(
    "写上栏目，从 {candidates} 里选你要的那一个，如 [[{first}]]。",
    "Write the section too: one of {candidates}, such as [[{first}]].",
)


@resting_on(named)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each entry reference that could lead to several entries."""
    for mention in given.mentions(document):
        if mention.resolution.state == "ambiguous":
            candidates = mention.resolution.candidates
            facts = {"target": mention.reference.target, "candidates": "、".join(candidates), "first": candidates[0]}
            yield Finding(mention.span(document), facts)
