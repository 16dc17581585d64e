"""同一个关系写了两遍。

## 查什么
同一个关系字段里，同一个条目写了两次（短写法和带栏目的写法算同一个）。

## 为什么
页面上会出现两个一样的链接。

## 怎么改
删掉一个：

- 错：`next: [calls, process/calls]`
- 对：`next: [calls]`
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{target}”在“{relation}”里已经写过了", "“{target}” is given already in “{relation}”")
ADVICE = Wording("删掉这一个。", "Remove it.")


@resting_on(named)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each relation that is given a second time."""
    seen: set[tuple[str, str]] = set()
    for mention in given.mentions(document):
        key, relation = mention.resolution.key, mention.relation
        if key and relation:
            if (relation, key) in seen:
                yield Finding(mention.span(document), {"target": mention.reference.target, "relation": relation})
            seen.add((relation, key))
