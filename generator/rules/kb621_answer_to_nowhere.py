"""回答走不到任何地方。

## 查什么
自查里的 `start`、`go` 有没有对应的问题或结果，`if_none` 有没有对应的结果，`finds` 在 `findings` 里有没有。

## 为什么
读者点下去，什么也不会出来。

## 怎么改
改成有的名字，或者补上那一问、那个结果。

- 错：`go: resutl`
- 对：`go: result`
"""

from collections.abc import Iterator
from difflib import get_close_matches

from generator.content_types.check import Check
from generator.diagnostics import Wording
from generator.entry import Location
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document
from generator.tools.names import names_of, repeated

SEVERITY: Severity = "error"
MESSAGE = Wording("没有叫“{name}”的一步", "There is no step called “{name}”")
ADVICE = Wording(
    "改成有的名字，或者补上它；有：{known}。", "Use a name that is there, or add the step. There are: {known}."
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each name that no question, outcome or finding bears."""
    if isinstance(document.entry, Check):
        guessing = not repeated(names_of(document.entry))
        for place, name, known in _to_nowhere(document.entry):
            near = get_close_matches(name, sorted(known), 1, 0.5) if guessing else []
            facts = {"name": name, "guess": "".join(near), "known": "、".join(sorted(known))}
            yield Finding(document.at(*place), facts)


def _to_nowhere(entry: Check) -> Iterator[tuple[Location, str, set[str]]]:
    """The location of each such name, the name, and the names that exist."""
    questions = {question.id for question in entry.tree}
    nodes = questions | {outcome.id for outcome in entry.outcomes}
    found = {item.id for item in entry.findings}
    if entry.start not in questions:
        yield ("start",), entry.start, questions
    for place, outcome in enumerate(entry.outcomes):
        if outcome.if_none and outcome.if_none not in nodes - questions:
            yield ("outcomes", place, "if_none"), outcome.if_none, nodes
    for place, question in enumerate(entry.tree):
        for index, answer in enumerate(question.answers):
            here = ("tree", place, "answers", index)
            if answer.go not in nodes:
                yield (*here, "go"), answer.go, nodes
            for number, name in enumerate(answer.finds):
                if name not in found:
                    yield (*here, "finds", number), name, found
