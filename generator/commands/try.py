"""`kb try`: computes what a calculator's page shows for some input."""

import csv
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.base import Base
from generator.cli import SetupError, as_of_option, base_option, stop
from generator.dates import day_of_check
from generator.language import preferred, say

if TYPE_CHECKING:
    from generator.content_types.calculator import Calculator
    from generator.tools.calculation import Calculation

Advice = Callable[[int], str]
"""Returns the plain text of a calculator's advice by its index."""


@click.command(
    "try",
    help=say(
        "看计算器的页面会算出什么。\n\nCALCULATOR 是计算器的 id；后面写“名字=内容”，百分比可以写 18%；几行的写成 JSON 列表，或者 @表格.csv，头一行是各格的名字。\n\n"
        "例：kb try calculators/real-apr received=12000 payment=1100 times=12\n\n退出码：0 算出来了；1 填的内容算不了。",
        "What a calculator's page shows.\n\nCALCULATOR is its id, followed by name=value; a percentage may be 18%, rows "
        "are a JSON list, or @file.csv whose first line names the cells.\n\nExample: kb try calculators/real-apr received=12000 payment=1100 times=12\n\n"
        "Exit code: 0 worked out, 1 the values cannot be worked with.",
    ),
)
@click.argument("name", metavar="CALCULATOR")
@click.argument("given", metavar="[NAME=VALUE]...", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help=say(
        "给人看，或给程序看：金额是元，比率是分数，日期是 ISO。",
        "For people, or results by id: yuan, fractions, ISO dates.",
    ),
)
@as_of_option
@base_option
def command(name: str, given: tuple[str, ...], form: str, as_of: datetime | None, base: Base) -> None:
    from generator.tools.calculation import calculate, defaults

    calculator, described, advice = _calculator(name, as_of, base)
    texts = dict(_pair(text, calculator) for text in given)
    (outcome,) = calculate(described, [defaults(calculator, texts)])
    for line in _complaints(outcome):
        click.echo(line, err=True)
    if outcome.problems:
        stop(1)
    click.echo(_json(calculator, outcome) if form == "json" else "\n".join(_text(calculator, outcome, advice)))
    stop(1 if outcome.impossible else 0)


def _calculator(name: str, as_of: datetime | None, base: Base) -> "tuple[Calculator, dict[str, Any], Advice]":
    """The calculator of a name, its description for the script, and a function for the texts of its advice."""
    from generator.content_types.calculator import Calculator
    from generator.examining import examine
    from generator.rendering.edition import Edition
    from generator.tools.calculation import constants, description
    from generator.tools.formulas import FormulaFault

    day = day_of_check(as_of)
    found = examine(base, day, drafts=True)
    library = found.library
    document = library.documents.get(library.resolve(name, (Calculator.section,)).key or "")
    entry = document.entry if document else None
    if document is None or not isinstance(entry, Calculator):
        known = ", ".join(document.key for document in library.section(Calculator.section))
        raise SetupError(say(f"没有计算器 {name}。有：{known}", f"There is no calculator {name}. Known: {known}"))
    edition = Edition.of(library, found.links, day)

    def advice(number: int) -> str:
        return edition.plain(document, ("advice", number, "says"), entry.advice[number].says)

    try:
        return entry, description(entry, constants(entry, library, day)), advice
    except FormulaFault as fault:
        raise SetupError(fault.said.text(preferred())) from None


def _pair(text: str, calculator: "Calculator") -> tuple[str, Any]:
    """Parses NAME=VALUE; rows are a JSON list, or a CSV file after @."""
    name, sign, value = text.partition("=")
    kinds = {item.id: item.kind for item in calculator.inputs}
    if not sign or name not in kinds:
        known = ", ".join(kinds)
        raise SetupError(say(f"写成 名字=内容，名字有：{known}", f"Write NAME=VALUE; names are: {known}"))
    if kinds[name] != "rows":
        return name, value
    return name, _table(name, Path(value[1:]), calculator) if value.startswith("@") else _listed(name, value)


def _listed(name: str, text: str) -> list[dict[str, str]]:
    """Parses rows from a JSON list of objects."""
    try:
        rows = json.loads(text)
    except ValueError:
        rows = None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        said = (
            f'{name} 写成 [{{"…": "…"}}] 这样的列表，或者 @表格.csv',
            f'{name} is a list such as [{{"…": "…"}}], or @file.csv',
        )
        raise SetupError(say(*said))
    return [{key: str(cell) for key, cell in row.items()} for row in rows]


def _table(name: str, path: Path, calculator: "Calculator") -> list[dict[str, str]]:
    """Reads rows from a CSV file as Excel saves it (UTF-8 or GBK); the header has the ids of the cells or what the page
    asks.
    """
    cells = next(item.of for item in calculator.inputs if item.id == name)
    ids = {title: cell.id for cell in cells for title in (cell.id, cell.ask)}
    try:
        lines = list(csv.reader(_decoded(path.read_bytes()).splitlines()))
    except (OSError, ValueError, csv.Error):
        raise SetupError(say(f"读不了 {path}", f"{path} cannot be read")) from None
    heads = [ids.get(head.strip(), "") for head in lines[0]] if lines else []
    if not heads or not all(heads):
        known = ", ".join(cell.id for cell in cells)
        raise SetupError(
            say(f"{path}:1: 头一行写各格的名字：{known}", f"{path}:1: the first line names the cells: {known}")
        )
    for number, line in enumerate(lines[1:], 2):
        if line and len(line) != len(heads):
            said = (
                f"{path}:{number}: 有 {len(line)} 格，应当是 {len(heads)} 格",
                f"{path}:{number}: {len(line)} cells, not {len(heads)}",
            )
            raise SetupError(say(*said))
    return [dict(zip(heads, line, strict=True)) for line in lines[1:] if any(cell.strip() for cell in line)]


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _complaints(outcome: "Calculation") -> Iterator[str]:
    for name, said in (*outcome.problems.items(), *outcome.impossible.items()):
        yield f"{name}: {said.text(preferred())}"


def _json(calculator: "Calculator", outcome: "Calculation") -> str:
    kinds = {result.id: result.kind for result in calculator.results}
    values = {name: _value(kinds[name], value) for name, value in outcome.values.items()}
    return json.dumps(values, ensure_ascii=False, indent=2)


def _value(kind: str, value: Any) -> Any:
    """A result with money in yuan instead of fen, also in the columns of a table."""
    if value is None or kind not in ("money", "table"):
        return value
    if kind == "money":
        return value / 100
    rows = [[_value(kind, cell) for kind, cell in zip(value["kinds"], row, strict=True)] for row in value["rows"]]
    return [dict(zip(value["heads"], row, strict=True)) for row in rows]


def _text(calculator: "Calculator", outcome: "Calculation", advice: Advice) -> Iterator[str]:
    for result in calculator.results:
        if result.id in outcome.shown:
            yield f"{result.says}：{outcome.shown[result.id]}"
        elif isinstance(table := outcome.values.get(result.id), dict):
            yield f"{result.says}：{len(table['rows'])} 行"
    yield from (advice(number) for number, applies in enumerate(outcome.advice) if applies)
