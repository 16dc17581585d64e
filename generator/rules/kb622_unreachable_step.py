"""自查里有走不到的一步。

## 查什么
从 `start` 出发，怎么答都走不到的问题和结果；`findings` 里没有一个回答会用到的事。

## 为什么
写了等于没写，读者永远看不到。

## 怎么改
让某个回答的 `go` 或 `finds` 指向它，或者删掉它。
"""

from collections.abc import Iterator

from generator.content_types.check import Check
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document
from generator.tools.trees import reached

SEVERITY: Severity = "error"
MESSAGE = Wording("没有回答会走到“{name}”", "No answer leads to “{name}”")
ADVICE = Wording("让一个回答指向它，或者删掉它。", "Let an answer lead to it, or remove it.")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each question, outcome and finding that no answer leads to; none where the beginning is wrong."""
    entry = document.entry
    if not isinstance(entry, Check):
        return
    if entry.start not in {question.id for question in entry.tree}:
        return
    there = reached(entry)
    used = {name for question in entry.tree if question.id in there for a in question.answers for name in a.finds}
    for field, known in (("tree", there), ("outcomes", there), ("findings", used)):
        for index, item in enumerate(getattr(entry, field)):
            if item.id not in known:
                yield Finding(document.at(field, index, "id"), {"name": item.id})
