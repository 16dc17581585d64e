"""参数的 `written_as` 说的不是它的值。

## 查什么
`written_as` 里有同一个单位的数，却和 `values` 里哪一个值都不一样。“百分之三十六”按 36% 比，“三个月”按 3 个月比。几种写法说的都是另一个数，就标在值上。

## 为什么
这几种写法是用来提醒“不要手写”的。写错了，真正手写的数没有人提醒，别的数反而会被要求换成这个参数。

## 怎么改
对着来源核对：值错了改 `values`，写法错了改 `written_as`。

- 错：值是 24，`written_as: [年利率百分之三十六]`
- 对：值是 24，`written_as: [年利率百分之二十四]`
"""

from collections.abc import Iterator

from generator.content_types.parameter import Parameter
from generator.diagnostics import Wording
from generator.linting.claims import plain, values
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”说的不是这个参数的值 {value} {unit}", "“{words}” does not say the value {value} {unit}")
ADVICE = Wording(
    "对着来源核对，改 written_as；值写错了就改 values。", "Check the source and mend `written_as`, or the value."
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each spelling with a number of the parameter's unit that is none of its values."""
    entry = document.entry
    if not isinstance(entry, Parameter) or not entry.unit:
        return
    right = {plain(entry.unit, each.value.replace(",", "")) for each in entry.values}
    units = {unit for unit, _ in right}
    numbers = [frozenset(each for each in values(words) if each[0] in units) for words in entry.written_as]
    wrong = [index for index, said in enumerate(numbers) if said and not said & right]
    facts = {"value": entry.values[-1].value, "unit": entry.unit}
    if len(wrong) == sum(map(bool, numbers)) > 1 and len({numbers[index] for index in wrong}) == 1:
        yield Finding(
            document.at("values", len(entry.values) - 1, "value"), {**facts, "words": entry.written_as[wrong[0]]}
        )
        return
    for index in wrong:
        yield Finding(document.at("written_as", index), {**facts, "words": entry.written_as[index]})
