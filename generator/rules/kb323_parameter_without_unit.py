"""参数后面没有写单位。

## 查什么
参数有 `unit` 的（日、次、% 等），正文里 `{{参数}}` 后面紧跟着的不是单位。页面只显示数，单位要写在句子里。

## 为什么
“{{court-answer-days}} 内答辩”在页面上是“15 内答辩”，读者不知道是十五天还是十五个月。

## 怎么改
补上单位，中间空一格；百分号不空。

- 错：`收到后 {{court-answer-days}} 内提出`
- 对：`收到后 {{court-answer-days}} 日内提出`
"""

import re
from collections.abc import Iterator

from generator.content_types.parameter import Parameter
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{parameter}”后面没有单位", "There is no unit behind “{parameter}”")
ADVICE = Wording("补上单位“{unit}”，如“{guess}”。", "Add the unit “{unit}”: “{guess}”.")
_UNIT = re.compile(
    r"[*\s]*(?:个?(?:工作日|小时|月)|[天日年次倍元%％周名家笔项条份万亿分点户人件岁期])|[*\s]*(?:到|至|或|、|～|×|乘)"
)
"""What may stand behind a number: a unit, or the rest of a range whose end has it."""


def facts(given: Context) -> tuple[tuple[str, str], ...]:
    """The unit of each parameter that has one, by its id."""
    return tuple((entry.id, entry.unit) for entry in given.library.entries(Parameter) if entry.unit)


@by_facts(facts)
def check(document: Document, given: tuple[tuple[str, str], ...]) -> Iterator[Finding]:
    """A finding at each parameter with a unit, behind which there is none."""
    units = dict(given)
    for text in document.texts:
        for each in document.references_in(text) if "{{" in text.value else ():
            unit = units.get(each.target) if each.kind == "parameter" else None
            if unit and not text.value.startswith(unit, each.end) and not _UNIT.match(text.value, each.end):
                written = text.value[each.start : each.end]
                right = f"{written}{unit}" if unit in "%％" else f"{written} {unit}"
                told = {"parameter": written, "unit": unit, "guess": right}
                yield Finding(document.within(text, each.start, each.end), told)
