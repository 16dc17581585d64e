"""Values for the templates of tools besides the entry's fields: data for scripts, examples in words, parameters."""

import json
import re
from collections.abc import Iterator
from types import SimpleNamespace

from generator.content_types.calculator import Calculator, Example
from generator.content_types.check import Check, Found, Outcome
from generator.content_types.contact import PURPOSES, Contact
from generator.content_types.letter import Letter
from generator.content_types.page import Page
from generator.content_types.parameter import Parameter
from generator.content_types.source import Source
from generator.entry import Entry
from generator.form import Cell, Input
from generator.linking.addresses import address, relative
from generator.linking.links import value_on
from generator.reading.document import Document
from generator.rendering.citations import clause_anchor
from generator.rendering.edition import Edition
from generator.tools.calculation import constants, description
from generator.tools.trees import longest


def tool_of(document: Document, edition: Edition) -> SimpleNamespace | None:
    """The additional values for the template of a tool; None for other entries."""
    if isinstance(document.entry, Calculator):
        return _calculator(document.entry, address(document.key), edition)
    if isinstance(document.entry, Check):
        return _check(document.entry, address(document.key), edition)
    if isinstance(document.entry, Page) and document.entry.tool == "log":
        return SimpleNamespace(**{name: _value(parameter, edition) for name, parameter in _LOG_RULES.items()})
    return None


_LOG_RULES = {
    "connected": "calls-per-day",
    "attempts": "unanswered-attempts-per-day",
    "night": "quiet-hours-start",
    "morning": "quiet-hours-end",
}
"""Ids of the parameters that the call log compares with."""


def rests_on(entry: Entry) -> tuple[str, ...]:
    """The ids of parameters that the page of a tool uses without a reference in the entry."""
    return tuple(_LOG_RULES.values()) if isinstance(entry, Page) and entry.tool == "log" else ()


def _check(entry: Check, here: str, edition: Edition) -> SimpleNamespace:
    resolve = edition.library.resolve
    ends: tuple[Outcome | Found, ...] = (*entry.outcomes, *entry.findings)
    return SimpleNamespace(
        most=longest(entry),
        asked={question.id for question in entry.tree},
        places={finding.id: place for place, finding in enumerate(entry.findings, 1)},
        days={end.id: _value(end.deadline.parameter, edition) for end in ends if end.deadline},
        contacts={o.id: [_contact(name, here, edition) for name in o.turn_to] for o in entry.outcomes},
        others={o.id: [_contact(name, here, edition) for name in _others(entry, o)] for o in entry.outcomes},
        wants={f.id: _contact(f.turn_to, here, edition).id for f in entry.findings if f.turn_to},
        letters={
            end.id: (resolve(end.letter, (Letter.section,)).key or "").partition("/")[2] for end in ends if end.letter
        },
    )


def _others(entry: Check, outcome: Outcome) -> tuple[str, ...]:
    """The contacts that findings of a check may lead to, besides those of the outcome."""
    asked = dict.fromkeys(finding.turn_to for finding in entry.findings if finding.turn_to)
    return tuple(name for name in asked if name not in outcome.turn_to)


def _value(parameter: str, edition: Edition) -> str:
    """The value of a parameter on the day of the edition; empty if it has none."""
    entry = edition.library.named(Parameter, parameter)
    value = value_on(entry, edition.day) if entry else None
    return value.value if value else ""


def _contact(name: str, here: str, edition: Edition) -> SimpleNamespace:
    """A contact for the data of a script: name, number and purpose."""
    key = edition.library.resolve(name, (Contact.section,)).key
    if key is None:
        return SimpleNamespace(
            id="", title=name, name=name, phone=None, href="#kb-title", when="", app_path=None, urgency=0
        )
    entry = edition.library[key].entry
    assert isinstance(entry, Contact)
    return SimpleNamespace(
        id=key,
        title=entry.title,
        name=entry.title.lstrip("0123456789- "),
        phone=entry.phone,
        href=relative(here, address(key)),
        when=entry.when,
        app_path=entry.app_path,
        urgency=list(PURPOSES).index(entry.purpose),
    )


def _calculator(entry: Calculator, here: str, edition: Edition) -> SimpleNamespace:
    described = description(entry, constants(entry, edition.library, edition.day))
    return SimpleNamespace(
        described=json.dumps(described, ensure_ascii=False, separators=(",", ":")),
        examples=[_example(entry, example) for example in entry.examples],
        constants=list(_constants(entry, here, edition)),
    )


def _example(entry: Calculator, example: Example) -> SimpleNamespace:
    """An example of a calculator in words: pairs of question and value, and the results."""
    asked = {item.id: item for item in entry.inputs}
    found = {result.id: result for result in entry.results if result.kind != "table"}
    return SimpleNamespace(
        given=[line for name, value in example.given.items() for line in _given(asked[name], value)],
        gives=[
            (found[name].says, _shown(found[name].kind, value))
            for name, value in example.gives.items()
            if name in found
        ],
    )


def _given(item: Input, value: str | tuple[dict[str, str], ...]) -> Iterator[tuple[str, str]]:
    """Pairs of question and value; for a table one for each row."""
    if isinstance(value, str):
        says = {choice.id: choice.says for choice in item.choices}.get(value)
        yield item.ask, says or _shown(item.kind, value)
        return
    for place, row in enumerate(value, 1):
        cells = [_cell(cell, row[cell.id]) for cell in item.of if row.get(cell.id)]
        yield f"{item.ask}（{place}）" if len(value) > 1 else item.ask, "，".join(cells)


def _cell(cell: Cell, value: str) -> str:
    return value if cell.kind == "text" else f"{cell.ask} {_shown(cell.kind, value)}"


_SUM = re.compile(r"(-?\d+)(\.\d+)?")
_DAY = re.compile(r"(\d{4})-0?(\d+)-0?(\d+)")


def _shown(kind: str, value: str) -> str:
    """A value for readers: money in yuan with thousands separators, dates in Chinese, else as written."""
    if kind == "money" and (found := _SUM.fullmatch(value)):
        return f"{int(found[1]):,}{found[2] or ''} 元"
    if kind == "date" and (found := _DAY.fullmatch(value)):
        return f"{found[1]} 年 {found[2]} 月 {found[3]} 日"
    return f"{value.rstrip('%')}%" if kind == "rate" else value


def _constants(entry: Calculator, here: str, edition: Edition) -> Iterator[SimpleNamespace]:
    """The parameters that a calculator uses, with value, source and first day."""
    for constant in entry.constants:
        parameter = edition.library.named(Parameter, constant.parameter)
        value = value_on(parameter, edition.day) if parameter else None
        if parameter and value:
            source, _, clause = value.source.partition(":")
            key_of_source = f"{Source.section}/{source}"
            yield SimpleNamespace(
                title=parameter.title,
                href=relative(here, address(f"{parameter.section}/{parameter.id}")),
                value=value.value,
                unit=parameter.unit,
                since=value.since,
                source=edition.face(key_of_source).title if key_of_source in edition.library else source,
                source_href=relative(here, f"/{key_of_source}/#{clause_anchor(clause)}"),
            )
