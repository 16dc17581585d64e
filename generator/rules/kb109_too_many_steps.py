"""步骤太多或太少。

## 查什么
`do_now` 写了就要有 3 到 5 条；`dont` 最多 5 条。

## 为什么
慌的时候记不住六件事；只有一两条，又多半没说清。

## 怎么改
并掉相近的，把细节放进正文；不够三条就拆得更具体。
"""

from collections.abc import Iterator
from functools import cache

from generator.diagnostics import Wording
from generator.entry import Few, Record, few, fields
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("{field} 有 {count} 条", "{field} has {count} items")
ADVICE = Wording(
    "写 {low} 到 {high} 条，按先后顺序，第一条一分钟内能做完。",
    "Write {low} to {high} items, the first doable within a minute.",
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each list of steps that is too long or too short."""
    for name, field, limits in _lists(type(document.entry)):
        count = len(getattr(document.entry, name))
        if count and not limits.low <= count <= limits.high:
            facts = {"field": field, "count": str(count), "low": str(limits.low), "high": str(limits.high)}
            yield Finding(document.key_at(field), facts)


@cache
def _lists(kind: type[Record]) -> tuple[tuple[str, str, Few], ...]:
    """The lists of a type with limits: the name and key of the field, and the limits."""
    return tuple((name, key, limits) for name, key, _ in fields(kind) if (limits := few(kind, key)))
