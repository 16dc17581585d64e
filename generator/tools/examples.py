"""Checks the examples of calculators against what the page's script computes."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from generator.content_types.calculator import Calculator
from generator.diagnostics import Wording
from generator.entry import Location
from generator.tools.calculation import Calculation, calculate, defaults


@dataclass(frozen=True)
class Disagreement:
    """A place in the examples that does not hold, and what the page says instead."""

    location: Location
    said: Wording


def disagreements(calculator: Calculator, described: dict[str, Any]) -> Iterator[Disagreement]:
    """Where the examples of a calculator differ from what its page shows."""
    given = [defaults(calculator, example.given) for example in calculator.examples]
    for index, outcome in enumerate(calculate(described, given)):
        yield from _unread(calculator, index, outcome)
        if not outcome.problems:
            yield from _wrong(calculator, index, outcome)


def _unread(calculator: Calculator, index: int, outcome: Calculation) -> Iterator[Disagreement]:
    """What is given but unknown, or cannot be read."""
    known = {item.id for item in calculator.inputs}
    for name in calculator.examples[index].given:
        if name not in known:
            yield Disagreement(("examples", index, "given", name), _unknown(name, known))
    for name, said in outcome.problems.items():
        place = Wording(f"{name}：{said.zh}", f"{name}: {said.en}")
        yield Disagreement(("examples", index, "given", name), place)


def _wrong(calculator: Calculator, index: int, outcome: Calculation) -> Iterator[Disagreement]:
    kinds = {result.id: result.kind for result in calculator.results}
    for name, expected in calculator.examples[index].gives.items():
        said = _unknown(name, kinds) if name not in kinds else _difference(name, kinds[name], expected, outcome)
        if said:
            yield Disagreement(("examples", index, "gives", name), said)


def _unknown(name: str, known: Any) -> Wording:
    return Wording(
        f"没有叫 {name} 的项；有：{'、'.join(known)}", f"nothing is called {name}; known: {', '.join(known)}"
    )


def _difference(name: str, kind: str, expected: str, outcome: Calculation) -> Wording | None:
    if name in outcome.impossible:
        return outcome.impossible[name]
    value = outcome.values[name]
    if agrees(kind, expected, value):
        return None
    shown = outcome.shown.get(name, str(value))
    return Wording(f"写的是 {expected}，页面算出来是 {shown}", f"written as {expected}, the page says {shown}")


def agrees(kind: str, expected: str, value: Any) -> bool:
    """Whether what an editor wrote is what came out, to as many digits as are written."""
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
