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

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from generator.content_types.calculator import Calculator
from generator.diagnostics import Facts, Wording
from generator.entry import Location, Text
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document
from generator.tools.calculation import constants, formulas, units_before
from generator.tools.formulas import FormulaFault, half_width, parse
from generator.tools.names import names_of, repeated

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
            yield from _no_choices(document, entry, location, formula)
            try:
                parse(formula, units)
            except FormulaFault as fault:
                place = document.within(Text(location, formula, "plain"), fault.start, fault.end)
                word = formula[fault.start : fault.end]
                facts: Facts = {"said": _later(entry, word) or fault.said, "guess": _near(entry, word, tuple(units))}
                facts = _choice(entry, word) or facts
                whole, right = document.at(*location), _mended(formula, units)
                one_line = whole.end_column - whole.column >= len(formula)
                yield Finding(place, facts, *((right, whole) if right and one_line else ()))


_COMPARED = re.compile(r"\b(?P<name>[a-z]\w*)\s*[!=]=\s*\"(?P<value>[^\"]*)\"")


def _no_choices(document: Document, entry: Calculator, location: Location, formula: str) -> Iterator[Finding]:
    """A finding at each comparison of an input with a value that is not among its choices."""
    choices = {item.id: [choice.id for choice in item.choices] for item in entry.inputs if item.choices}
    for found in _COMPARED.finditer(formula):
        known = choices.get(found["name"], [found["value"]])
        if found["value"] not in known:
            place = document.within(Text(location, formula, "plain"), *found.span("value"))
            said = Wording(f"{found['name']} 没有叫 {found['value']} 的选项", f"{found['name']} has no such choice")
            yield Finding(place, {"said": said, "guess": "".join(get_close_matches(found["value"], known, 1, 0.5))})


def _choice(entry: Calculator, word: str) -> Facts | None:
    """The advice to put the name of a choice into quotation marks; empty for other words."""
    if all(word != choice.id for item in entry.inputs for choice in item.choices):
        return None
    said = Wording(f"{word} 是选项的名字，要加半角引号", f"{word} is the name of a choice: put it in quotation marks")
    return {"said": said, "guess": f'"{word}"'}


def _later(entry: Calculator, word: str) -> Wording | None:
    """The advice for a name of a result that is computed further down; empty for other words."""
    if word not in {result.id for result in entry.results}:
        return None
    return Wording(
        f"{word} 在这一项后面才算：把这一项移到它下面，或者换一个名字",
        f"{word} is worked out further down: move this item below it, or use another name",
    )


def _near(entry: Calculator, word: str, known: tuple[str, ...]) -> str:
    """The name that was probably meant, unless the word is missing because another item has replaced it."""
    if word in known or any(result.id == word for result in entry.results) or repeated(names_of(entry)):
        return ""
    return "".join(get_close_matches(word, known, 1, 0.6))


def _mended(formula: str, units: Mapping[str, str]) -> str | None:
    """The formula with half-width signs, quoted for YAML, if that makes it valid; else None."""
    right = half_width(formula)
    try:
        parse(right, units)
    except FormulaFault:
        return None
    return right if right != formula and not re.search("[#:]|^[\"'\\[{*&!|>%@`]", right) else None
