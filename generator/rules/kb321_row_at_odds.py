"""表里有一行的数，和别的行不是一个算法。

## 查什么
至少四行的表里，两列的倍数、三列的相乘，或者“每期 × 期数 − 费用”，别的行全都一样（至少三行），只有一行不一样。写了“约”的格子允许差半位。

## 为什么
一列数多半是用一个式子算出来的。只有一行对不上，就是那一行抄错、算错了。

## 怎么改
把那一行再算一遍。真的是另一种算法，就在格子里写明，或者挪到表外面。

- 错：`| 3.35% | 14.3% |`（别的行都是四倍）
- 对：`| 3.35% | 13.4% |`
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, permutations
from typing import NamedTuple

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording(
    "这一行的“{number}”和别的行不是一个算法", "“{number}” in this row is not worked out as in the other rows"
)
ADVICE = Wording(
    "照别的行的算法，这里是 {right}；也可能是同一行的别的数写错了，把这一行再算一遍。",
    "As in the other rows it would be {right}; or another number of this row is wrong: work the row out again.",
)
_NUMBER = re.compile(r"\|[^|0-9\n]*[0-9]")
_CELL = re.compile(r"^[^0-9{}]{0,4}(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)(?![0-9]*[-年:])[^0-9{}]*$")
_CITATION = re.compile(r"\[@[^\]]*\]")
_ALIKE = 3
"""Minimum number of rows that must agree."""
_WIDE = 8
"""Maximum number of columns of numbers that are compared with each other."""
_ODD, _COARSE = 0.003, 0.01
"""Minimum deviation of the odd row, and maximum rounding of the others, as a share of the number."""


class _Cell(NamedTuple):
    value: float
    places: int
    start: int
    end: int


@OwnCheck.where(_NUMBER)
def check(document: Document) -> Iterator[Finding]:
    """A finding at the number of a row in which a relation of columns does not hold that holds in all other rows."""
    for text in document.texts:
        may = text.markup == "block" and "\n|" in f"\n{text.value}" and _NUMBER.search(text.value)
        for table in _tables(text.value) if may else ():
            odd = next(_odd(table), None)
            if odd:
                cell, right = odd
                shown = text.value[cell.start : cell.end]
                facts = {"number": shown, "right": right, "guess": right}
                yield Finding(document.within(text, cell.start, cell.end), facts)


_Row = list[_Cell | None]


def _tables(text: str) -> Iterator[list[_Row]]:
    """The tables of a text as numbers by row and column, without their heads."""
    at, lines = 0, []
    for line in text.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    for is_table, group in groupby(lines, lambda each: each[1].lstrip().startswith("|")):
        table = list(group)[2:] if is_table else []
        rows = [_row(*each) for each in table] if len(table) > _ALIKE else []
        if rows and len({len(row) for row in rows}) == 1:
            yield rows


def _row(at: int, line: str) -> _Row:
    bare = _CITATION.sub(lambda found: " " * len(found[0]), line).rstrip()
    cells: _Row = []
    place = bare.index("|") + 1
    for words in bare[place:].removesuffix("|").split("|"):
        found = _CELL.match(words.strip())
        begin = at + place + words.index(words.strip()) if words.strip() else 0
        cells.append(found and _number(found, begin))
        place += len(words) + 1
    return cells


def _number(found: re.Match[str], at: int) -> _Cell:
    digits = found["number"]
    return _Cell(float(digits.replace(",", "")), len(digits.partition(".")[2]), at + found.start(1), at + found.end(1))


class _Relation(NamedTuple):
    """A value that is constant over the rows of a table, and what gives the last column from it."""

    constant: Callable[..., float]
    last: Callable[..., float]


_RELATIONS = {
    2: (_Relation(lambda a, c: c / a, lambda k, a: k * a),),
    3: (
        _Relation(lambda a, b, c: c / (a * b), lambda k, a, b: k * a * b),
        _Relation(lambda a, b, c: a * c - b, lambda k, a, b: (k + b) / a),
    ),
}


def _odd(rows: list[_Row]) -> Iterator[tuple[_Cell, str]]:
    """The cell in the last column of a relation that holds in all rows but one, with what it should be."""
    numeric = [column for column, cells in enumerate(zip(*rows, strict=True)) if _numbers(cells) > _ALIKE][:_WIDE]
    for number, relations in _RELATIONS.items():
        for columns in permutations(numeric, number):
            cells = [[row[column] for column in columns] for row in rows]
            full = [[each for each in row if each and each.value] for row in cells]
            known = [row for row in full if len(row) == number]
            for relation in relations if len(known) > _ALIKE else ():
                yield from _one_off(known, relation)


def _numbers(cells: Iterable[_Cell | None]) -> int:
    return sum(bool(each and each.value) for each in cells)


def _one_off(rows: Sequence[list[_Cell]], relation: _Relation) -> Iterator[tuple[_Cell, str]]:
    constants = sorted(relation.constant(*(each.value for each in row)) for row in rows)
    expected = [relation.last(constants[len(rows) // 2], *(each.value for each in row[:-1])) for row in rows]
    off = [(row[-1], value) for row, value in zip(rows, expected, strict=True) if _deviation(row[-1], value) > _ODD]
    exact = [row for row, value in zip(rows, expected, strict=True) if _agrees(row[-1], value)]
    if len(off) == 1 and len(exact) == len(rows) - 1 and len({row[-1].value for row in exact}) > 2:
        yield off[0][0], f"{off[0][1]:,.{off[0][0].places}f}"


def _deviation(cell: _Cell, expected: float) -> float:
    return abs(expected - cell.value) / cell.value


def _agrees(cell: _Cell, expected: float) -> bool:
    """Whether a number is what is expected, rounded as it is written; one with few digits agrees with too much."""
    rounding = 0.51 * 10.0**-cell.places
    return rounding <= _COARSE * cell.value and abs(expected - cell.value) <= rounding
