"""引用的条款还没有生效。

## 查什么
检查那天，被引用的来源或条款的 `effective` 日期还没到。写明“将”“起施行”“尚未”“生效”的句子不查。

## 为什么
还没生效的规定，对方现在可以不遵守；读者会白讲一场。

## 怎么改

- 错：`平台不得收其他费用[@cost-disclosure:fees]。`
- 对：`2027 年 1 月 1 日起，平台不得收其他费用[@cost-disclosure:fees]。`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.entry import Role, Text, has_role
from generator.linking.links import Mention
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{clause}”到 {effective} 才生效", "“{clause}” is not in force before {effective}")
ADVICE = Wording(
    "写明从哪天起生效（如“{effective} 起”），或者改引现在有效的条款。",
    "Say from which day it applies (“{effective} 起”), or cite what is in force now.",
)
_FUTURE = re.compile(r"将|起(?:，|施行|实施|生效|执行|适用)|尚未|还没有?(?:生效|施行|实施)|生效|施行|开始实施|以后")


@resting_on(named)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each citation of what is not yet in force on the day."""
    for mention, source, clause in given.citations(document):
        effective = clause and (clause.effective or source.effective)
        if clause and effective and effective > given.today and mention.reference.text:
            past = has_role(type(document.entry), mention.reference.location, Role.HISTORY)
            if not past and not _FUTURE.search(_before(mention, mention.reference.text)):
                facts = {"clause": f"{source.title} {clause.label}", "effective": str(effective)}
                yield Finding(mention.span(document), facts)


def _before(mention: Mention, text: Text) -> str:
    """The text of the sentence before the citation."""
    line = text.value[text.value.rfind("\n", 0, mention.reference.start) + 1 : mention.reference.start]
    return re.split(r"[。！？]", line.rstrip("。！？"))[-1]
