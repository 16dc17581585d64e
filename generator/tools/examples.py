"""Checks the examples of calculators against what the page's script computes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from generator.content_types.calculator import Calculator
from generator.diagnostics import Wording
from generator.entry import Location
from generator.form import Input
from generator.tools.calculation import Calculation, calculate, defaults


@dataclass(frozen=True)
class Disagreement:
    """A place in the examples that is wrong: what is wrong (`said`), what to do (`how`), and the right value if known
    (`guess`).
    """

    location: Location
    said: Wording
    how: Wording
    guess: str = ""


def disagreements(calculator: Calculator, described: dict[str, Any]) -> Iterator[Disagreement]:
    """Where the examples of a calculator differ from what its page computes; `described` is `calculation.description`."""
    given = [defaults(calculator, example.given) for example in calculator.examples]
    for index, outcome in enumerate(calculate(described, given)):
        unread = list(_unread(calculator, index, outcome))
        yield from unread or _wrong(calculator, index, outcome)


def _unread(calculator: Calculator, index: int, outcome: Calculation) -> Iterator[Disagreement]:
    """Given values with an unknown name or an unreadable value."""
    known = {item.id: item for item in calculator.inputs}
    given = calculator.examples[index].given
    for name in given:
        if name not in known:
            yield _unknown(("examples", index, "given", name), [each for each in known if each not in given])
    for name, said in outcome.problems.items():
        problem = Wording(f"{name}：{said.zh.rstrip('。')}", f"{name}: {said.en.rstrip('.')}")
        how = _FILLED if name in given else _ADDED
        yield Disagreement(("examples", index, "given", name), problem, _with(how, name, _form(known[name])))


_FILLED = Wording("把 {name} 改成{form}", "Make {name} {form}")
_ADDED = Wording("在 given 里加上 {name}，写{form}", "Add {name} to `given`: {form}")
_AGAIN = Wording("用别的办法再算一遍，改公式或算例", "Work it out in another way, then mend formula or example")
_FORMS = {
    "money": Wording("一个数，如 '1200' 或 '1200.50'", "a number such as '1200' or '1200.50'"),
    "rate": Wording("百分之几，如 '4.5%'", "percents such as '4.5%'"),
    "count": Wording("一个整数，如 '12'", "a whole number such as '12'"),
    "number": Wording("一个数，如 '1.5'", "a number such as '1.5'"),
    "date": Wording("日期，如 2026-11-23", "a date such as 2026-11-23"),
    "time": Wording("几点几分，如 '22:30'", "a time such as '22:30'"),
}
"""How a value is written, by kind of input."""


def _form(item: Input) -> Wording:
    """How a value for an input is written, with its limits or choices."""
    if item.kind == "choice":
        names = [choice.id for choice in item.choices]
        return Wording(f"这几个里的一个：{'、'.join(names)}", f"one of {', '.join(names)}")
    if item.kind == "rows":
        names = [
            f"{cell.id}（{_FORMS[cell.kind].zh}）" for cell in item.of if cell.kind in _FORMS and not cell.optional
        ]
        return Wording(f"几行，每行写齐：{'、'.join(names)}", "rows that have all cells which are not optional")
    return _FORMS.get(item.kind, Wording("文字", "words"))


def _with(wording: Wording, name: str, form: Wording) -> Wording:
    return Wording(wording.zh.format(name=name, form=form.zh), wording.en.format(name=name, form=form.en))


def _wrong(calculator: Calculator, index: int, outcome: Calculation) -> Iterator[Disagreement]:
    kinds = {result.id: result.kind for result in calculator.results}
    for name, expected in calculator.examples[index].gives.items():
        place = ("examples", index, "gives", name)
        if name not in kinds:
            yield _unknown(place, [*kinds])
        elif said := _difference(name, kinds[name], expected, outcome):
            yield Disagreement(place, said, _again(kinds[name], expected))


def _again(kind: str, expected: str) -> Wording:
    """The advice for a wrong expected value, which may only be written in another form."""
    form = "" if kind not in _FORMS or _in_form(kind, expected) else kind
    if not form:
        return _AGAIN
    return Wording(f"写成{_FORMS[form].zh}；还对不上，{_AGAIN.zh}", f"Write {_FORMS[form].en}. {_AGAIN.en}")


def _in_form(kind: str, written: str) -> bool:
    if kind in ("date", "time"):
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d|\d\d:\d\d", written))
    return bool(re.fullmatch(r"-?[\d,]+(?:\.\d+)?%?", written))


def _unknown(location: Location, known: list[str]) -> Disagreement:
    name = str(location[-1])
    said = Wording(f"没有叫 {name} 的项", f"nothing is called {name}")
    how = Wording(
        f"改成 inputs、results 里有的名字：{'、'.join(known)}", f"Use a name that there is: {', '.join(known)}"
    )
    return Disagreement(location, said, how, "".join(get_close_matches(name, known, 1, 0.5)))


def _difference(name: str, kind: str, expected: str, outcome: Calculation) -> Wording | None:
    if name in outcome.impossible:
        return outcome.impossible[name]
    value = outcome.values[name]
    if agrees(kind, expected, value):
        return None
    shown = outcome.shown.get(name, str(value))
    return Wording(f"写的是 {expected}，页面算出来是 {shown}", f"written as {expected}, the page says {shown}")


def agrees(kind: str, expected: str, value: Any) -> bool:
    """Whether an expected value agrees with the computed one, to as many digits as are written."""
    if kind == "table":
        return expected == str(len(value["rows"]))
    if kind == "truth":
        return expected == ("true" if value else "false")
    if kind in ("date", "text"):
        return bool(expected == value)
    try:
        written = Decimal(expected.replace(",", "").rstrip("%元 "))
    except InvalidOperation:
        return False
    exact = Decimal(repr(value)) * (100 if expected.endswith("%") else 1) / (100 if kind == "money" else 1)
    if kind == "money":
        return exact == written
    return exact.quantize(written, ROUND_HALF_UP) == written
