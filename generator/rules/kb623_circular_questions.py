"""问题绕成了圈。

## 查什么
照着回答走，会回到前面问过的问题。

## 为什么
读者会被反复问同一件事，走不到结果。

## 怎么改
让圈里的一个回答走到别的问题或结果。
"""

from collections.abc import Iterator

from generator.content_types.check import Check
from generator.diagnostics import Wording
from generator.entry import Location
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document
from generator.tools.trees import circle

SEVERITY: Severity = "error"
MESSAGE = Wording("问题绕成了圈：{circle}", "The questions go in a circle: {circle}")
ADVICE = Wording("让其中一个回答走到别处。", "Let one of the answers lead elsewhere.")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the answer that closes a circle: the first that leads back to a question above it."""
    if isinstance(document.entry, Check) and (found := circle(document.entry)):
        facts = {"circle": " → ".join((*found, found[0]))}
        yield Finding(document.at(*_back(document.entry, found), "go"), facts)


def _back(entry: Check, found: tuple[str, ...]) -> Location:
    order = [question.id for question in entry.tree]
    ways = (
        (-place, ("tree", place, "answers", index))
        for place, question in enumerate(entry.tree)
        for index, answer in enumerate(question.answers)
        if question.id in found and answer.go in found and order.index(answer.go) <= place
    )
    return max(ways)[1]
