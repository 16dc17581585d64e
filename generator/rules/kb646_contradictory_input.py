"""读者要填的一格自相矛盾。

## 查什么
`default` 不是 `choices` 里的一项，`least` 大于 `most`，`default` 在它们之外，`kind: choice` 没有 `choices`，`kind: rows` 没有 `of`，问的是金额、`kind` 却是日期这样的。

## 为什么
读者怎么填都过不去，或者一打开就是错的。

## 怎么改
照提示改这一格。

- 错：`{id: plan, ask: 怎么还, kind: choice, choices: [{id: monthly, says: 按月}], default: month}`
- 对：`{id: plan, ask: 怎么还, kind: choice, choices: [{id: monthly, says: 按月}], default: monthly}`
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.content_types.calculator import Calculator
from generator.content_types.letter import Letter
from generator.diagnostics import Facts, Wording
from generator.entry import Location
from generator.form import Cell, Input
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{name}”这一项自相矛盾：{said}", "“{name}” contradicts itself: {said}")
ADVICE = Wording("{right}。", "{right}.")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_NUMBERS = ("money", "rate", "count", "number")
_NEEDS = {"choice": "choices", "rows": "of"}
_ASKED = {
    "money": re.compile("多少钱|金额|收入|工资|费用|本金|余额|[还欠付收花]多少|必须花"),
    "rate": re.compile("利率|年化|百分之几"),
    "count": re.compile("几[期次笔人个家]|多少[期次笔人]"),
    "date": re.compile("哪一?天|日期|几月几[日号]|什么时候"),
    "time": re.compile("几点|钟点"),
}
"""What a question asks for, by the kind of its answer."""


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each part of an input that contradicts another."""
    entry = document.entry
    if isinstance(entry, (Calculator, Letter)):
        field = "inputs" if isinstance(entry, Calculator) else "fields"
        for index, each in enumerate(getattr(entry, field)):
            for key, said, right in _against(each):
                yield Finding(document.at(field, index, key), {"name": each.id, "said": said, "right": right})
            yield from _of_another_kind(document, (field, index), each)
    if isinstance(entry, Calculator):
        for index, key, said, right in _odd_results(entry):
            facts: Facts = {"name": entry.results[index].id, "said": said, "right": right}
            yield Finding(document.at("results", index, key), facts)


def _of_another_kind(document: Document, place: Location, item: Input) -> Iterator[Finding]:
    """A finding at each kind, of the input and of its cells, that is not what the question asks for."""
    every: list[tuple[Location, Input | Cell]] = [((), item)]
    every += [(("of", at), cell) for at, cell in enumerate(item.of)]
    for inside, each in every:
        if right := _asks_for(each):
            said = Wording(f"kind 是 {each.kind}，问的是别的", f"it is a {each.kind}, and asks for something else")
            facts: Facts = {"name": each.id, "said": said, "right": right}
            yield Finding(document.at(*place, *inside, "kind"), facts)


def _odd_results(entry: Calculator) -> Iterator[tuple[int, str, Wording, Wording]]:
    """The results that cannot be displayed as declared: location, key, what is wrong and what to write."""
    mains = [index for index, result in enumerate(entry.results) if result.main]
    for index in mains[1:]:
        said = Wording("main 前面写过了，最要紧的只能有一项", "another result is the main one already")
        yield index, "main", said, Wording("只留一处 main: true", "Keep one `main: true`")
    for index, result in enumerate(entry.results):
        if result.calendar and result.kind != "date":
            said = Wording(f"kind 是 {result.kind}，放不进日历", f"a {result.kind} goes into no calendar")
            yield (
                index,
                "calendar",
                said,
                Wording("去掉 calendar，或者把 kind 改成 date", "Remove `calendar`, or make it a date"),
            )


def _asks_for(item: Input | Cell) -> Wording | None:
    """What to write instead of a kind that is not what the question asks for; None if it may be."""
    asked = [kind for kind, pattern in _ASKED.items() if pattern.search(item.ask)]
    if item.kind not in _ASKED or not asked or item.kind in asked:
        return None
    return Wording(f"“{item.ask}”写 kind: {asked[0]}", f"For “{item.ask}” write `kind: {asked[0]}`")


def _against(item: Input) -> Iterator[tuple[str, Wording, Wording]]:
    """The key that is wrong, what is wrong, and what to write."""
    needed = _NEEDS.get(item.kind)
    if needed and not getattr(item, needed):
        said = Wording(f"{item.kind} 没有 {needed}", f"{item.kind} without {needed}")
        yield "kind", said, Wording(f"加上 {needed}，或者换一种 kind", f"Add {needed}, or use another kind")
    ids = [choice.id for choice in item.choices]
    if ids and item.default and item.default not in ids:
        said = Wording(f"没有叫 {item.default} 的选项", f"no choice is called {item.default}")
        yield "default", said, Wording(f"从这几个里选：{'、'.join(ids)}", f"Choose one of: {', '.join(ids)}")
    for key in ("least", "most", "default") if item.kind in _NUMBERS else ():
        value = getattr(item, key)
        if value and _number(value.replace(",", "").removesuffix("%")) is None:
            said = Wording(f"{key} 写的“{value}”不是一个数", f"{key} is “{value}”, which is no number")
            yield key, said, Wording("只写一个数，如 '100'，不写单位", "Write a number such as '100', without a unit")
    least, most, default = (_number(value) for value in (item.least, item.most, item.default))
    if least is not None and most is not None and least > most:
        said = Wording(f"最大 {most} 比最小 {least} 还小", f"most {most} is less than least {least}")
        yield "most", said, Wording("改 most 或 least", "Change `most` or `least`")
    elif default is not None and not (most if most is not None else default) >= default >= (least or default):
        said = Wording(f"预先填的 {default} 超出了范围", f"the default {default} is out of range")
        yield "default", said, Wording("改 default，或者改 least、most", "Change `default`, `least` or `most`")


def _number(value: str | None) -> Decimal | None:
    return Decimal(value) if value and _NUMBER.fullmatch(value) else None
