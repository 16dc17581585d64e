"""公式算出来的不是写明的那种数。

## 查什么
结果的 `kind` 和公式的单位是否一致：写着金额的，公式要算出金额；`advice` 的 `when` 要算出“是或否”。

## 为什么
单位不对，页面会把利率显示成钱，或者把天数显示成日期。

## 怎么改
改 `kind`，或者改公式：

- 错：`kind: rate`，`formula: payment * times - received`
- 对：`kind: money`，`formula: payment * times - received`
"""

from collections.abc import Iterator

from generator.content_types.calculator import Calculator
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document
from generator.tools.calculation import constants, formulas, units_before
from generator.tools.formulas import FormulaFault, fits, parse

SEVERITY: Severity = "error"
MESSAGE = Wording("这里要 {kind}，公式算出来是 {unit}", "This should be {kind}, but the formula gives {unit}")
ADVICE = Wording("改 kind，或者改公式。", "Change the kind or the formula.")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each formula that gives something else than its result says."""
    entry = document.entry
    if isinstance(entry, Calculator):
        known = constants(entry, given.library, given.today)
        for location, formula in formulas(entry):
            kind = entry.results[int(location[1])].kind if location[0] == "results" else "truth"
            try:
                unit = parse(formula, units_before(entry, known, location)).unit
            except FormulaFault:
                continue
            if not fits(unit, kind):
                yield Finding(document.at(*location), {"kind": kind, "unit": unit})
