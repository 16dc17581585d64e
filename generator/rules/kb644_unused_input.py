"""问了读者，却没有用上。

## 查什么
计算器里没有公式用到的输入，和没有公式用到的参数。

## 为什么
白让读者多填一格；也可能是公式漏了一项，算出来的数不对。

## 怎么改
删掉它，或者写进公式。
"""

from collections.abc import Iterator

from generator.content_types.calculator import Calculator
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document
from generator.tools.calculation import constants, formulas, units_before
from generator.tools.formulas import FormulaFault, parse

SEVERITY: Severity = "error"
MESSAGE = Wording("没有公式用到 {name}", "No formula uses {name}")
ADVICE = Wording("删掉它，或者写进公式。", "Remove it, or use it in a formula.")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each input and constant that nothing uses."""
    entry = document.entry
    if isinstance(entry, Calculator):
        try:
            used = _used(entry, given)
        except FormulaFault:
            return
        for field in ("inputs", "constants"):
            for index, item in enumerate(getattr(entry, field)):
                if item.id not in used:
                    yield Finding(document.at(field, index, "id"), {"name": item.id})


def _used(entry: Calculator, given: Context) -> set[str]:
    known = constants(entry, given.library, given.today)
    found = (parse(formula, units_before(entry, known, location)).names for location, formula in formulas(entry))
    return set().union(*found)
