"""公式算不了。

## 查什么
计算器里的公式：括号和符号写全了没有，用到的名字有没有，单位对不对（金额加百分比、日期乘金额都没有意义）。

## 为什么
页面照公式算。公式错了，读者得到的就是错的数。

## 怎么改
照提示改。公式里可以用输入、参数和前面结果的名字，`+ - * /`，比较，`and or not`，`甲 if 条件 else 乙` 和几个函数：

- 错：`formula: received + rate`
- 对：`formula: received * rate`
"""

from collections.abc import Iterator
from difflib import get_close_matches

from generator.content_types.calculator import Calculator
from generator.diagnostics import Wording
from generator.entry import Text
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document
from generator.tools.calculation import constants, formulas, units_before
from generator.tools.formulas import FormulaFault, parse

SEVERITY: Severity = "error"
MESSAGE = Wording("公式算不了：{said}", "The formula cannot be worked out: {said}")
ADVICE = Wording("照提示改公式；各项的单位由 kind 决定。", "Mend the formula; `kind` gives the unit of each name.")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at the part of each formula that is wrong."""
    entry = document.entry
    if isinstance(entry, Calculator):
        known = constants(entry, given.library, given.today)
        for location, formula in formulas(entry):
            units = units_before(entry, known, location)
            try:
                parse(formula, units)
            except FormulaFault as fault:
                place = document.within(Text(location, formula, "plain"), fault.start, fault.end)
                word = formula[fault.start : fault.end]
                near = [] if word in units else get_close_matches(word, tuple(units), 1, 0.6)
                yield Finding(place, {"said": fault.said, "guess": "".join(near)})
