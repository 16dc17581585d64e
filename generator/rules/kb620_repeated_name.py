"""一个工具里，同一个名字用了两次。

## 查什么
自查的问题、结果和看出来的事（`findings`），文书的格子，计算器的输入、参数和结果，`id` 有没有重复。

## 为什么
名字重复，回答会走到别处，公式会用错数。

## 怎么改
给后一个换个名字，把用到它的地方一起改。要是别处用到一个名字，却没有哪一项叫这个，多半就是它原来的名字，提示里会写。
"""

from collections.abc import Iterator
from functools import cache

from generator.diagnostics import Wording
from generator.entry import Names, Record, fields, marks_along
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document
from generator.tools.names import lacking

SEVERITY: Severity = "error"
MESSAGE = Wording("名字“{name}”前面用过了", "The name “{name}” is taken already")
ADVICE = Wording("换一个名字。", "Use another name.")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each name that an earlier item of the same tool bears."""
    seen = set[tuple[str, str]]()
    for name, key, group in _lists(type(document.entry)):
        for index, item in enumerate(getattr(document.entry, name)):
            if (group, item.id) in seen:
                facts = {"name": item.id, "guess": "".join(lacking(document.entry)[:1])}
                yield Finding(document.at(key, index, "id"), facts)
            seen.add((group, item.id))


@cache
def _lists(kind: type[Record]) -> tuple[tuple[str, str, str], ...]:
    """The lists of a type whose items have names: the name and key of the field, and the group of the names."""
    marked = ((name, key, mark) for name, key, _ in fields(kind) for mark in marks_along(kind, (key,)))
    return tuple((name, key, mark.group) for name, key, mark in marked if isinstance(mark, Names))
