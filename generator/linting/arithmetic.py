"""Detects numbers of a worked example that do not follow from the numbers before them: totals, rests, interest, dates."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, islice, permutations, product, takewhile
from typing import NamedTuple

from generator.content_types.parameter import Parameter
from generator.linking.links import value_on
from generator.linting.running import Context
from generator.reading.numerals import value_of


def values_today(given: Context) -> tuple[tuple[str, str], ...]:
    """The value of each parameter on the day, by its id."""
    entries = given.library.entries(Parameter)
    return tuple((entry.id, value.value) for entry in entries if (value := value_on(entry, given.today)))


class WrongNumber(NamedTuple):
    """A number that does not follow: its range in the text, and what would, as it would be written."""

    start: int
    end: int
    right: str


_DIGITS = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_NUMBER = re.compile(
    rf"(?<![0-9.,第])(?P<number>{_DIGITS}|[一二两三四五六七八九十]+) ?(?P<unit>万元|元|%|个月|[天期年家])"
)
_RESULT = re.compile(
    r"(?P<total>合计|共计|加起来)|(?P<rest>剩下?|省下|[多少]付|多出|差)"
    r"|(?P<interest>利息|一天(?:就)?(?:变成)?|这部分是|(?:计息|收)，[^，。]{0,3}花)"
)
_LINK = re.compile(r"(?:每月|再|就是|[约要是付]|大约){0,2} ?")
_LAST, _NEAR = 16, 5
"""How many of the last amounts before a result are tried, and how many of them as three together."""
_RESULTS, _TRIED = 8, 1000
"""Maximum number of results of one text that are looked at, and of what each may be: examples have fewer."""


_REACH = 12
"""Number of characters before an amount among which the word is that makes it a result."""


class _Amount(NamedTuple):
    value: float
    unit: str
    start: int
    end: int


def wrong_results(text: str, begin: int = 0) -> Iterator[WrongNumber]:
    """The totals, rests and interest of a worked example that none of the numbers before them gives, from an offset on."""
    numbers = [_amount(found) for found in _NUMBER.finditer(text)]
    for at, kind in islice(_results(numbers, text, begin), _RESULTS):
        each = numbers[at]
        money = [one.value for one in numbers[:at] if one.unit.endswith("元")]
        if kind != "rest" or each.value <= sum(money):
            results = tuple(islice(_POSSIBLE[kind](money[-_LAST:], numbers, at, text), _TRIED + 1))
            if results and len(results) <= _TRIED and not _holds(each, text, results):
                yield WrongNumber(each.start, each.end, _nearest(each, text, results))


def _results(numbers: Sequence[_Amount], text: str, begin: int) -> Iterator[tuple[int, str]]:
    """The index and kind of each amount that the words before it call a result."""
    for at, each in enumerate(numbers):
        if each.unit.endswith("元") and each.start >= begin:
            kind = _kind(text[max(0, each.start - _REACH) : each.start])
            if kind:
                yield at, kind


def _amount(found: re.Match[str]) -> _Amount:
    digits = found["number"].replace(",", "")
    value = float(digits) if digits[0].isdigit() else float(value_of(digits))
    return _Amount(value * (10_000 if found["unit"] == "万元" else 1), found["unit"], *found.span("number"))


def _kind(before: str) -> str | None:
    found = list(_RESULT.finditer(before))
    return found[-1].lastgroup if found and _LINK.fullmatch(before, found[-1].end()) else None


def _totals(money: Sequence[float], numbers: Sequence[_Amount], at: int, text: str) -> Iterator[float]:
    """The sums of the amounts in the same sentence right before a total."""
    begin = text.rfind("。", 0, numbers[at].start)
    same = takewhile(lambda each: each.start > begin, reversed(numbers[:at]))
    listed = (each.value for each in same if each.unit.endswith("元"))
    yield from islice(accumulate(listed), 1, None)


def _rests(money: Sequence[float], numbers: Sequence[_Amount], at: int, text: str) -> Iterator[float]:
    """The differences of two amounts, of one and a run of later ones, and with two added first."""
    for start, one in enumerate(money):
        for low in range(start + 1, len(money)):
            yield from (abs(one - run) for run in accumulate(money[low:]))
    yield from (one + other - third for one, other, third in permutations(money[-_NEAR:], 3))


_LENGTHS = {"天": (1,), "个月": (1, 30), "期": (1,), "年": (1, 12, 365, 360)}
"""How many days or months of interest a period may stand for."""


def _interests(money: Sequence[float], numbers: Sequence[_Amount], at: int, text: str) -> Iterator[float]:
    """What each principal, or the difference of two, costs at the last rate, for each period of the example."""
    rate = next((each.value for each in reversed(numbers[:at]) if each.unit == "%"), None)
    if rate is not None:
        principals = {*money, *(abs(one - other) for one, other in permutations(money, 2))}
        periods = {1.0, *(each.value * long for each in numbers for long in _LENGTHS.get(each.unit, ()))}
        parts = (1, 12, 365, 360) if "年化" in text or "年利率" in text else (1,)
        for principal, period, part in product(principals, periods, parts):
            yield principal * rate / 100 * period / part
        yield from (abs(one - other) for one, other in permutations(money, 2))


_POSSIBLE: dict[str, Callable[[Sequence[float], Sequence[_Amount], int, str], Iterator[float]]] = {
    "total": _totals,
    "rest": _rests,
    "interest": _interests,
}


def _holds(number: _Amount, text: str, results: Iterable[float]) -> bool:
    """Whether one of the results is the number, rounded as it is written."""
    places = len(text[number.start : number.end].partition(".")[2])
    most = 0.5 * 10.0**-places * (10_000 if number.unit == "万元" else 1) * 1.001
    return any(abs(result - number.value) <= most for result in results)


def _nearest(number: _Amount, text: str, results: Sequence[float]) -> str:
    """The result that is written most like the number."""
    here = text[number.start : number.end]
    written = sorted({_written(each / (10_000 if number.unit == "万元" else 1)) for each in results if each > 0})
    return max(
        written, key=lambda each: (sorted(here) == sorted(each), SequenceMatcher(None, here, each).ratio()), default="0"
    )


def _written(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


_PLAIN = r"[0-9]{1,9}(?:\.[0-9]{1,9})?"
_YEARLY = re.compile(
    rf"(?:(?P<month>月息|月利率)|(?P<day>日息|日利率)) ?(?P<rate>{_PLAIN})%[，（(、]?(?:折合|折成|就是|相当于)?"
    rf"(?:年化|年利率)(?:利率)? ?(?P<year>{_PLAIN})%"
)


MAY_STATE = re.compile("到 ?[0-9]|年(?:化|利率)|最后一期")
"""A cheap precondition of `wrong_rates` and `wrong_dates`: most texts hold none of these."""


def wrong_rates(text: str) -> Iterator[WrongNumber]:
    """The yearly rates that are not twelve times the monthly one before them, or 365 or 360 times the daily one."""
    for found in _YEARLY.finditer(text):
        times = (12,) if found["month"] else (365, 360)
        yearly = [float(found["rate"]) * each for each in times]
        places = len(found["year"].partition(".")[2])
        if not any(abs(each - float(found["year"])) <= 0.5 * 10.0**-places + 1e-9 for each in yearly):
            yield WrongNumber(*found.span("year"), _written(yearly[0]))


_DAY = r"(?P<{0}year>[0-9]{{4}}) ?年 ?(?P<{0}month>[0-9]{{1,2}}) ?月(?: ?(?P<{0}day>[0-9]{{1,2}}) ?日)?"
_PERIOD = re.compile(
    rf"(?:{_DAY.format('a')}[^。]{{0,9}}。?)?从 ?(?:那天|{_DAY.format('b')})起?算?(?:的|满)?"
    rf"(?P<number>[0-9]{{1,4}}|[一二三四五六七八九十]+) ?(?P<unit>年|个月)，(?:要)?到 ?{_DAY.format('c')}"
)
_INSTALMENTS = re.compile(
    rf"{_DAY.format('a')}借[^，。]{{0,4}}，分 ?(?P<number>[0-9]{{1,4}}) ?期，最后一期 ?{_DAY.format('c')}到期"
)


def wrong_dates(text: str) -> Iterator[WrongNumber]:
    """The days that are not a stated number of months or years after the day before them."""
    for pattern in (_PERIOD, _INSTALMENTS):
        for found in pattern.finditer(text):
            first = next((_month(found, day) for day in "ab" if found.groupdict().get(f"{day}year")), None)
            number = value_of(found["number"]) if not found["number"].isdigit() else int(found["number"])
            months = number * (12 if pattern is _PERIOD and found["unit"] == "年" else 1)
            if first is not None and abs(_month(found, "c") - first - months) > 1:
                year, month = divmod(first + months - 1, 12)
                yield WrongNumber(found.start("cyear"), found.end("cmonth"), f"{year} 年 {month + 1}")


def _month(found: re.Match[str], name: str) -> int:
    """The months from the year 0 to a date."""
    return int(found[f"{name}year"]) * 12 + int(found[f"{name}month"])


_HOURS = re.compile(r"(?:每日|每天|一天)[^，。；0-9]{0,8}(?P<number>[0-9]{1,9}) ?个?小时")
_DAYS = re.compile(r"(?:每周|一周)[^，。；0-9]{0,4}(?P<number>[0-9]{1,9}) ?天")
_DATE = re.compile(r"(?:(?P<year>[0-9]{4}) ?年 ?)?(?<![0-9])(?P<month>[0-9]{1,2}) ?月 ?(?P<day>[0-9]{1,2}) ?[日号]")
_CLOCK = re.compile(r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})")
_OF_DAY = re.compile(rf"(?:每日|每天|次日|[到至早晚]) ?(?P<clock>{_CLOCK.pattern})(?![0-9:])")


MAY_TIME = re.compile(
    "[月天日到至早晚~～〜—–小周](?:(?<=[月天日到至早晚~～〜—–]) ?[0-9]|(?<=[到至]) ?次日|(?<=小)时|(?<=周)[^，。；0-9]{0,4}[0-9])"
)
"""A cheap precondition of `impossible` and `turned_round`: what each of their patterns contains, with one class at the front, so
that `re` skips to where it stands."""


def impossible(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of quantities of time that there cannot be, such as 28 hours of a day, or February 30."""
    for pattern, most in ((_HOURS, 24), (_DAYS, 7)):
        yield from (found.span("number") for found in pattern.finditer(text) if int(found["number"]) > most)
    for found in _DATE.finditer(text):
        month, day = int(found["month"]), int(found["day"])
        longest = monthrange(int(found["year"] or 2000), month)[1] if 1 <= month <= 12 else 0
        if not 1 <= day <= longest:
            yield found.span()
    for found in _OF_DAY.finditer(text):
        if int(found["hour"]) > 24 or int(found["minute"]) > 59:
            yield found.span("clock")


_TO = r" ?(?:到|至|~|～|〜|—|–) ?"
_TIME = r"[0-9]{1,2}:[0-9]{2}|\{\{[^{}\n]+\}\}"
_NIGHT = re.compile(rf"(?P<one>{_TIME})(?P<next> ?(?:到|至) ?次日 ?)(?P<other>{_TIME})")
_RANGE = re.compile(
    rf"(?<![0-9.,:—–\-第年月])(?P<one>{_DIGITS})(?P<unit> ?(?:[万亿]?元|[天日年期次倍%]|个月|小时|分钟))?{_TO}"
    rf"(?P<other>{_DIGITS}) ?(?P<last>[万亿]?元|[天日年期次倍%]|个月|小时|分钟)(?![0-9 ]*[月日])"
)


def turned_round(text: str, values: Mapping[str, str]) -> Iterator[WrongNumber]:
    """The ranges that begin behind their end, and nights that are longer than a day, with the two turned round; `values`
    are those of parameters.
    """
    for found in _NIGHT.finditer(text):
        one, other = (_minutes(values.get(found[name].strip("{}"), found[name])) for name in ("one", "other"))
        if one is not None and other is not None and one < other:
            yield WrongNumber(*found.span(), f"{found['other']}{found['next']}{found['one']}")
    for found in _RANGE.finditer(text):
        first, last = (float(found[name].replace(",", "")) for name in ("one", "other"))
        unit = (found["unit"] or found["last"]).strip()
        changes = text[max(0, found.start() - 8) : found.start()].rstrip().endswith(("从", "由", "降"))
        if first > last and unit == found["last"] and not changes:
            between = text[found.end("one") : found.start("other")]
            yield WrongNumber(found.start(), found.end("other"), f"{found['other']}{between}{found['one']}")


def _minutes(clock: str) -> int | None:
    found = _CLOCK.fullmatch(clock)
    return int(found["hour"]) * 60 + int(found["minute"]) if found else None
