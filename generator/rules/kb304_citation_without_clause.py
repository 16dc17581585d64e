"""引用只写了来源，没写第几条。

## 查什么
`[@来源]` 后面没有冒号和条款。

## 为什么
一部法律有上千条，读者没法从头找起；条款改了，也查不出哪句话要跟着改。

## 怎么改

- 错：`[@civil-code]`
- 对：`[@civil-code:188]`
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("引用“{source}”要写到哪一条", "The citation of “{source}” names no clause")
ADVICE = Wording(
    "在来源后面加冒号和条款，如 {example}。这个来源里有：{known}。",
    "Add the clause after a colon, such as {example}. This source has: {known}.",
)


@resting_on(named)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each citation that stops at the source."""
    for mention, source, _ in given.citations(document):
        if not mention.reference.detail:
            known = [clause.id for clause in source.clauses]
            facts = {
                "source": mention.reference.target,
                "example": f"[@{mention.reference.target}:{known[0]}]"
                if mention.reference.text
                else f"{mention.reference.target}:{known[0]}",
                "known": "、".join(known[:12]) + ("……" if len(known) > 12 else ""),
            }
            yield Finding(mention.span(document), facts)
