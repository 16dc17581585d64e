"""计算器用的参数不是数。

## 查什么
`constants` 里写的参数，今天的值是不是一个数（如 3、24、0.05）。

## 为什么
“22:00”“5 万”这样的值没法进公式。

## 怎么改
换一个是数的参数，或者把参数的值改成数字、单位写进 `unit`。
"""

from collections.abc import Iterator

from generator.content_types.calculator import Calculator
from generator.content_types.parameter import Parameter
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document
from generator.tools.calculation import numeric

SEVERITY: Severity = "error"
MESSAGE = Wording("参数“{parameter}”今天的值不是数", "The value of “{parameter}” today is no number")
ADVICE = Wording("换一个参数，或者把值写成数字。", "Use another parameter, or write its value as a number.")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each parameter that is not a number; a missing one is reported by another rule."""
    entry = document.entry
    if isinstance(entry, Calculator):
        for index, constant in enumerate(entry.constants):
            parameter = given.library.named(Parameter, constant.parameter)
            if parameter and numeric(parameter, given.today) is None:
                place = document.at("constants", index, "parameter")
                yield Finding(place, {"parameter": constant.parameter})
