"""引用了不存在的条目。

## 查什么
`[[…]]` 和各个引用字段里写的 id，哪个条目都没有。

## 为什么
读者点下去会没有东西。

## 怎么改
照提示改成存在的 id；如果那个条目还没写，先去掉这个链接。
"""

from collections.abc import Iterator
from difflib import get_close_matches

from generator.diagnostics import Wording
from generator.linting.running import Context, Finding, LibraryCheck, Severity
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("没有叫“{target}”的条目", "There is no entry “{target}”")
ADVICE = Wording("改成存在的 id，或者去掉这个链接。", "Use an id that exists, or remove the link.")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each entry reference that leads nowhere."""
    for mention in given.mentions(document):
        if mention.kind == "entry" and mention.resolution.state == "unknown":
            guess = "".join(get_close_matches(mention.target, given.library.names, 1, 0.6))
            yield Finding(mention.span(document), {"target": mention.target, "guess": guess})
