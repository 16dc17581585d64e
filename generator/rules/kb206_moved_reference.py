"""引用了旧地址。

## 查什么
`[[…]]`、关系字段或来源里写的是别的条目 `moved_from` 里的旧名字。

## 为什么
旧名字还能转过去，但以后会忘了它为什么能用，别人也可能占用这个名字。

## 怎么改
写新的 id。可以运行 `kb check --fix`。
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{target}”已经改名为 {key}", "“{target}” has moved to {key}")
ADVICE = Wording("写成 {right}。", "Write {right}.")


@resting_on(named)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at the name in each reference to a former address."""
    for mention in given.mentions(document):
        key = mention.resolution.key
        if mention.resolution.state != "moved" or key is None:
            continue
        name = key.split("/")[1]
        short = mention.reference.kind == "citation" or len(given.library.by_id[name]) == 1
        right = name if short else key
        start = mention.reference.start + 2
        span = document.at(*mention.reference.location)
        if mention.reference.text:
            span = document.within(mention.reference.text, start, start + len(mention.reference.target))
        elif mention.reference.kind == "citation":
            right = f"{name}:{mention.reference.detail}" if mention.reference.detail else name
        yield Finding(span, {"target": mention.reference.target, "key": key, "right": right}, right)
