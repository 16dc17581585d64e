"""算例和页面算出来的不一样。

## 查什么
把每个 `examples` 填进页面用的那份脚本，逐项比 `gives`：金额要到分，百分比按写出的小数位。`given` 里的名字、写法不对，或者少填了一格，也会说。
同一项在每个算例里都对不上（至少两个），就标在它的公式上。

## 为什么
算例是编辑核对过的数。对不上，不是算例错了，就是公式错了，读者都会算错。

## 怎么改
用别的办法（电子表格、合同上的例子）再算一遍，再改公式或算例：

- 错：`gives: {apr: '10%'}`（到手 12000，每期 1100，12 期）
- 对：`gives: {apr: '17.97%'}`
"""

from collections.abc import Iterator

from generator.content_types.calculator import Calculator
from generator.diagnostics import Wording
from generator.entry import Location
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.reading.document import Document
from generator.tools.calculation import ParameterNumbers, constants_among, description, numbers, sound
from generator.tools.examples import Disagreement, disagreements
from generator.tools.formulas import FormulaFault

SEVERITY: Severity = "error"
MESSAGE = Wording("算例不对：{said}", "The example does not hold: {said}")
ADVICE = Wording("{how}。", "{how}.")
_SEVERAL = 2
"""Minimum number of examples of a result by which its formula can be judged."""


def _facts(given: Context) -> ParameterNumbers:
    return numbers(given.library, given.today)


@by_facts(_facts)
def check(document: Document, given: ParameterNumbers) -> Iterator[Finding]:
    """A finding at each value of an example that the page's script does not give."""
    entry = document.entry
    if isinstance(entry, Calculator):
        known = constants_among(entry, given)
        try:
            described = description(entry, known)
        except FormulaFault:
            return
        found = list(disagreements(entry, described)) if known.complete and sound(entry, known) else []
        for each in found:
            place = _formula(entry, each, found) or each.location
            if place == each.location or each is next(one for one in found if _name(one) == _name(each)):
                yield Finding(document.at(*place), {"said": each.said, "how": each.how, "guess": each.guess})


def _name(found: Disagreement) -> Location:
    """The field and the name of a disagreement, without the number of its example."""
    return found.location[2:]


def _formula(entry: Calculator, one: Disagreement, found: list[Disagreement]) -> Location | None:
    """The place of the formula that gives a wrong value, if all examples that have the value disagree; else None."""
    field, name = one.location[2], one.location[-1]
    having = sum(name in example.gives for example in entry.examples)
    at = next((index for index, result in enumerate(entry.results) if result.id == name), None)
    if field != "gives" or at is None or having < _SEVERAL or having > sum(_name(each) == _name(one) for each in found):
        return None
    return "results", at, "formula"
