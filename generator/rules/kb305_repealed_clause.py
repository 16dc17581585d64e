"""引用的条款已经失效。

## 查什么
检查那天，被引用的来源或条款已经到了 `ended` 的日期，或者来源已停用。
讲历史的句子（写明“已废止”“当时”“曾”“原来”“失效”等）和 `milestones` 不查。

## 为什么
读者拿失效的规定去讲理，会被一句话顶回来。

## 怎么改
改引现在有效的条款，句子也照新条款核对一遍；如果就是在讲历史，写明它已经失效。

- 错：`催收要按这份指引办[@old-guideline:scope]。`
- 对：`这份指引已经废止[@old-guideline:scope]。`
"""

import re
from collections.abc import Iterator
from datetime import date

from generator.content_types.source import Clause, Source
from generator.diagnostics import Wording
from generator.entry import Role, has_role
from generator.linking.links import Mention
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{clause}”已在 {ended} 失效", "“{clause}” ended on {ended}")
ADVICE = Wording(
    "改引现在有效的条款{instead}；讲历史就写明“已废止”。",
    "Cite what is in force{instead}, or say plainly that it is no longer in force (已废止).",
)
_HISTORY = re.compile(
    r"废止|失效|取代|代替|替代|不再(?:适用|有效|执行)|曾|当时|原来|原先|以前|过去|此前|旧(?:版|规|法|条)"
)


@resting_on(named)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each citation of what is no longer in force on the day."""
    for mention, source, clause in given.citations(document):
        if clause and (clause.ended or source.ended or source.status == "retired"):
            ended = min(day for day in (clause.ended, source.ended, date.max) if day)
            if (ended <= given.today or source.status == "retired") and not _history(document, mention):
                name = f"{source.title} {clause.label}"
                facts = {"clause": _same(name), "ended": _day(ended), "instead": _instead(source, clause)}
                yield Finding(mention.span(document), facts)


def _history(document: Document, mention: Mention) -> bool:
    if has_role(type(document.entry), mention.reference.location, Role.HISTORY):
        return True
    if mention.reference.text is None:
        return False
    line = mention.reference.text.value[
        mention.reference.text.value.rfind("\n", 0, mention.reference.start) + 1 : mention.reference.end
    ]
    return bool(_HISTORY.search(re.split(r"[。！？](?!\[@)", line)[-1]))


def _day(ended: date) -> Wording:
    return Wording("编辑停用它时", "its retirement") if ended == date.max else _same(str(ended))


def _same(words: str) -> Wording:
    return Wording(words, words)


def _instead(source: Source, clause: Clause) -> Wording:
    instead = clause.replaced_by or source.replaced_by
    return Wording(f"：{instead}", f": {instead}") if instead else Wording("", "")
