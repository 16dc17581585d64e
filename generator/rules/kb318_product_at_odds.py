"""相乘得来的参数，和乘出来的不一样。

## 查什么
参数写了 `times` 的，每一段的值是不是那几个参数当天的值的积；其中一个参数在这一段中间变了，也算。

## 为什么
LPR 一变，“LPR 的四倍”要跟着变。只改了一处，两页就会给出对不上的数。

## 怎么改
按乘出来的数改，或者从变的那天起另写一段。
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from math import prod

from generator.content_types.parameter import Parameter, Value
from generator.diagnostics import Wording
from generator.linking.links import value_on
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording(
    "从 {day} 起，乘出来是 {expected}，写的是 {value}", "From {day} on the product is {expected}, but it says {value}"
)
ADVICE = Wording(
    "照乘出来的数改；中间变的，从那天起另写一段。", "Write the product; where it changes midway, begin a range."
)


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each value of a parameter that is not the product of the parameters in `times`."""
    entry = document.entry
    if not isinstance(entry, Parameter):
        return
    factors = tuple(_factors(entry, given))
    if len(factors) < len(entry.times):
        return
    for index, value in enumerate(entry.values):
        for day in _days(value, factors):
            expected = _product(factors, day)
            if expected is not None and expected != _number(value.value):
                facts = {"day": str(day), "expected": f"{expected.normalize():f}", "value": value.value}
                yield Finding(document.at("values", index, "value"), facts)
                break


def _factors(entry: Parameter, given: Context) -> Iterator[Parameter]:
    """The parameters in `times` that exist; a missing one is reported by another rule."""
    for name in entry.times:
        if factor := given.library.named(Parameter, name):
            yield factor


def _days(value: Value, factors: tuple[Parameter, ...]) -> list[date]:
    """The first day of a value, and those on which a factor changes before it ends."""
    changes = {each.since for factor in factors for each in factor.values}
    return sorted({value.since, *(day for day in changes if value.since < day <= (value.until or date.max))})


def _product(factors: tuple[Parameter, ...], day: date) -> Decimal | None:
    """The product of the factors on a day; None if one has no number then."""
    found = [value_on(factor, day) for factor in factors]
    numbers = [_number(each.value) if each else None for each in found]
    known = [number for number in numbers if number is not None]
    return prod(known, start=Decimal(1)) if known and len(known) == len(numbers) else None


def _number(words: str) -> Decimal | None:
    try:
        return Decimal(words)
    except InvalidOperation:
        return None
