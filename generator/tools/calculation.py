"""Evaluates calculators in V8 with the script of the page, for `kb try` and for checking their examples."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.content_types.calculator import Calculator
from generator.content_types.parameter import Parameter
from generator.diagnostics import Wording
from generator.entry import Location
from generator.form import Cell, Input
from generator.linking.links import value_on
from generator.reading.library import Library
from generator.tools.formulas import Unit, fits, parse, unit_of

_NUMBER = re.compile(r"\d+(\.\d+)?")


@dataclass(frozen=True)
class Constants:
    """The parameters that a calculator uses, as of a day: their units and values by the names in its formulas."""

    units: dict[str, Unit]
    values: dict[str, float]

    @property
    def complete(self) -> bool:
        """Whether every parameter has a number on that day."""
        return self.units.keys() == self.values.keys()


ParameterNumbers = Mapping[str, tuple[Unit, float | None]]
"""By the id of a parameter: its unit in formulas, and its number on a day (None if it is not a number)."""


def numbers(library: Library, day: date) -> ParameterNumbers:
    """All parameters of a library as formulas use them on a day."""
    return {parameter.id: _number(parameter, day) for parameter in library.entries(Parameter)}


def _number(entry: Parameter | None, day: date) -> tuple[Unit, float | None]:
    if entry is None:
        return "number", None
    return "rate" if entry.unit == "%" else "number", numeric(entry, day)


def constants(calculator: Calculator, library: Library, day: date) -> Constants:
    """The parameters of a calculator on a day: the unit of each, and the values of those that are numbers."""
    names = {constant.parameter for constant in calculator.constants}
    return constants_among(calculator, {name: _number(library.named(Parameter, name), day) for name in names})


def constants_among(calculator: Calculator, known: ParameterNumbers) -> Constants:
    """The same, given the result of `numbers`."""
    found = {each.id: known.get(each.parameter, ("number", None)) for each in calculator.constants}
    values = {name: number for name, (_, number) in found.items() if number is not None}
    return Constants({name: unit for name, (unit, _) in found.items()}, values)


def numeric(parameter: Parameter, day: date) -> float | None:
    """A parameter's number on a day, percentages as fractions; None if it has none."""
    value = value_on(parameter, day)
    if value is None or not _NUMBER.fullmatch(value.value):
        return None
    return float(value.value) / (100 if parameter.unit == "%" else 1)


def formulas(calculator: Calculator) -> Iterator[tuple[Location, str]]:
    """The formulas of a calculator with their locations."""
    for index, result in enumerate(calculator.results):
        yield ("results", index, "formula"), result.formula
    for index, advice in enumerate(calculator.advice):
        yield ("advice", index, "when"), advice.when


def units_before(calculator: Calculator, given: Constants, location: Location) -> dict[str, Unit]:
    """The units of all names that the formula at a location may use: inputs, parameters, and earlier results."""
    inputs = {item.id: unit_of(item.kind) for item in calculator.inputs}
    before = calculator.results[: int(location[1])] if location[0] == "results" else calculator.results
    return inputs | given.units | {result.id: unit_of(result.kind) for result in before}


def sound(calculator: Calculator, given: Constants) -> bool:
    """Whether the script can evaluate it: each formula has the unit of its result, and tables have columns."""
    units = (parse(text, units_before(calculator, given, place)).unit for place, text in formulas(calculator))
    kinds = [*(result.kind for result in calculator.results), *("truth" for _ in calculator.advice)]
    return all(map(fits, units, kinds)) and all(item.of for item in calculator.inputs if item.kind == "rows")


def description(calculator: Calculator, given: Constants) -> dict[str, Any]:
    """A calculator as data for the script. Raises `FormulaFault` if a formula is wrong."""
    trees = [parse(text, units_before(calculator, given, place)).tree for place, text in formulas(calculator)]
    count = len(calculator.results)
    return {
        "inputs": [_input(item) for item in calculator.inputs],
        "constants": given.values,
        "results": [
            {"id": result.id, "kind": result.kind, "tree": tree}
            for result, tree in zip(calculator.results, trees[:count], strict=True)
        ],
        "advice": trees[count:],
    }


def _input(item: Input | Cell) -> dict[str, Any]:
    """An input as data for the script: its kind and limits, without its texts."""
    shown: dict[str, Any] = {"id": item.id, "kind": item.kind}
    if item.optional:
        shown["optional"] = True
    if isinstance(item, Input):
        shown |= {name: value for name in ("least", "most") if (value := getattr(item, name))}
        if item.choices:
            shown["choices"] = [choice.id for choice in item.choices]
        if item.of:
            shown |= {"of": [_input(cell) for cell in item.of], "limit": item.limit}
    return shown


Texts = Mapping[str, Any]
"""The values filled in, by input id: a text, or rows of texts by cell id."""


@dataclass(frozen=True)
class Calculation:
    """The result of the script: problems by input, values (money in fen) and displayed texts by result, and for each
    advice whether
    it applies.
    """

    problems: dict[str, Wording]
    values: dict[str, Any]
    shown: dict[str, str]
    impossible: dict[str, Wording]
    """Why a result cannot be computed."""
    advice: tuple[bool, ...]


def calculate(described: Mapping[str, Any], many: Iterable[Texts]) -> list[Calculation]:
    """The results of the page's script for several sets of inputs; `described` is a `description`."""
    from py_mini_racer import MiniRacer

    # Closed after each use, because the thread of the engine must end before Python does.
    with MiniRacer() as engine:
        engine.eval(script() + _ANSWER)
        answers = [engine.eval(f"answer({json.dumps([described, texts])})") for texts in many]
    return [_outcome(json.loads(str(answer))) for answer in answers]


def _outcome(found: Mapping[str, Any]) -> Calculation:
    results = found["results"].items()
    return Calculation(
        {name: Wording(*said) for name, said in found["problems"].items()},
        {name: result["value"] for name, result in results if "reason" not in result},
        {name: result["shown"] for name, result in results if "shown" in result},
        {name: Wording(*result["reason"]) for name, result in results if "reason" in result},
        tuple(found["advice"]),
    )


def script() -> str:
    """The source of the arithmetic script, as the page runs it."""
    return "\n".join((Path(__file__).parent / name).read_text("utf-8") for name in ("dates.js", "arithmetic.js"))


_ANSWER = """
const answer = ([calculator, texts]) => {
  const {problems, results, advice} = kbCalculate(calculator, texts);
  for (const id of Object.keys(problems)) {
    const {reason, row, cell} = problems[id];
    const [zh, en] = kbSays[reason];
    problems[id] = cell ? [`第 ${row + 1} 行的 ${cell}：${zh}`, `Row ${row + 1}, ${cell}: ${en}`] : [zh, en];
  }
  for (const {id, kind} of calculator.results) {
    const result = results[id];
    if (!result) continue;
    if (result.reason) result.reason = kbSays[result.reason];
    else if (result.value !== null && kbShown[kind]) result.shown = kbShown[kind](result.value);
  }
  return JSON.stringify({problems, results, advice});
};
"""


def defaults(calculator: Calculator, given: Texts) -> dict[str, Any]:
    """The given values, with the default of the page where none is given."""
    return {item.id: item.default for item in calculator.inputs if item.default} | dict(given)
