"""参数今天没有值。

## 查什么
检查那天不在参数任何一段日期里：都已经过去，或者还没开始。

## 为什么
用到它的句子会缺一个数字。

## 怎么改
补上现在这一段的值和来源；不再有这个数字，就改掉用到它的句子。

- 错：只有 `from: 2020-01-01, until: 2024-12-31`
- 对：再加一段 `from: 2025-01-01`
"""

from collections.abc import Iterator

from generator.content_types.parameter import Parameter
from generator.diagnostics import Wording
from generator.linking.links import value_on
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("参数“{title}”在 {today} 没有值", "Parameter “{title}” has no value on {today}")
ADVICE = Wording("在 values 里补上包含这一天的一段。", "Add a range to `values` that covers this day.")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at the values of a parameter of which none covers the day: at the one that begins too late, if there is."""
    entry = document.entry
    if isinstance(entry, Parameter) and entry.status != "retired" and value_on(entry, given.today) is None:
        later = [index for index, value in enumerate(entry.values) if value.since > given.today]
        place = document.at("values", later[0], "from") if later else document.key_at("values")
        yield Finding(place, {"title": entry.title, "today": str(given.today)})
