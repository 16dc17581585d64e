"""链接文字没说清去哪。

## 查什么
`[[条目|这里]]` 一类的链接：点击这里、这里、更多、链接、详情、查看。

## 为什么
用读屏软件的人常常只听链接文字；“这里”听不出去哪。

## 怎么改

- 错：`[[keep-records|点击这里]]`
- 对：`[[keep-records|怎么记录来电]]`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("链接文字“{label}”没说清去哪", "The link text “{label}” does not say where it leads")
ADVICE = Wording(
    "写成能单独看懂的词，或者去掉“|{label}”，用条目的标题。",
    "Use words that make sense alone, or drop “|{label}” to show the entry's title.",
)
_VAGUE = re.compile(
    r"(?:请?(?:点击|点|看|查看|戳)?(?:这里|此处|这儿|链接|这个链接|这篇|这一页)|更多|详情|查看(?:更多|详情)?|了解更多|点击|点我|阅读全文)[。>》]?"
)


@resting_on(named)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each link text that says nothing."""
    for mention in given.mentions(document):
        if mention.reference.label and mention.reference.text and _VAGUE.fullmatch(mention.reference.label.strip()):
            end = mention.reference.end - 2
            span = document.within(mention.reference.text, end - len(mention.reference.label), end)
            yield Finding(span, {"label": mention.reference.label})
