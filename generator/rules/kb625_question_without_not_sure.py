"""问题没有“不确定”。

## 查什么
自查的每一问，回答里要有一个“不确定”（或“不知道”）。

## 为什么
读者常常真的不知道。没有这一项，他只能乱选，结果也跟着错。

## 怎么改
加一个回答 `say: 不确定`，让它走到稳妥的一步。
"""

from collections.abc import Iterator

from generator.content_types.check import Check
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{ask}”没有“不确定”这个回答", "“{ask}” has no answer for those who do not know")
ADVICE = Wording("在最后加一个回答：不确定。", "Add the answer 不确定 as the last.")
_UNSURE = ("不确定", "不知道", "说不清")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the last answer of each question whose answers do not allow for not knowing."""
    if isinstance(document.entry, Check):
        for index, question in enumerate(document.entry.tree):
            if not any(word in answer.say for answer in question.answers for word in _UNSURE):
                last = document.at("tree", index, "answers", len(question.answers) - 1, "say")
                yield Finding(last, {"ask": question.ask})
