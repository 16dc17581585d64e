"""引用的规定快要变了。

## 查什么
被引用的来源、条款或参数的值，在检查那天起 60 天以内失效。每个条目对同一处只报一次。

## 为什么
规定变的那天，页面上的话就不对了。

## 怎么改
先准备好新规定的条款或参数值，写明从哪天起不同。
"""

from collections.abc import Iterator
from datetime import date

from generator.content_types.parameter import Parameter
from generator.diagnostics import Wording
from generator.linking.links import Mention, value_on
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document
from generator.remembering.once import once

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{name}”到 {day} 为止，还有 {days} 天", "“{name}” ends on {day}, in {days} days")
ADVICE = Wording(
    "准备好之后的规定，写明从哪天起不同。", "Prepare what holds afterwards, and say from which day it differs."
)
_SOON = 60


@resting_on(named)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at the first use of each clause and parameter value that ends soon."""
    seen: set[str] = set()
    for mention, name, day in (*_clauses(document, given), *_values(document, given)):
        if name not in seen and 0 < (day - given.today).days <= _SOON:
            seen.add(name)
            facts = {"name": name, "day": str(day), "days": str((day - given.today).days)}
            yield Finding(mention.span(document), facts)


def _clauses(document: Document, given: Context) -> Iterator[tuple[Mention, str, date]]:
    """The cited clauses that have a last day, with their names and that day."""
    for mention, source, clause in given.citations(document):
        if clause and (day := clause.ended or source.ended):
            yield mention, f"{source.title} {clause.label}", day


def _values(document: Document, given: Context) -> Iterator[tuple[Mention, str, date]]:
    """The parameters in use, with their names and the last days of their values."""
    ending = _ending(given)
    for mention in given.mentions(document) if ending else ():
        if mention.resolution.key in ending:
            yield mention, *ending[mention.resolution.key]


@once
def _ending(given: Context) -> dict[str | None, tuple[str, date]]:
    """The parameters whose present value has a last day, with their names and that day."""
    found: dict[str | None, tuple[str, date]] = {}
    for document in given.library.section(Parameter.section):
        value = value_on(document.entry, given.today) if isinstance(document.entry, Parameter) else None
        if value and value.until:
            found[document.key] = document.entry.title, value.until
    return found
