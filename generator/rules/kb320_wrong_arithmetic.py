"""算出来的数，和前面的数对不上。

## 查什么
- 举例里的“合计”“剩”“省下”“差”“多付”“利息”“一天”后面的钱数，由前面的钱数、利率、天数算不出来；
- 月利率、日利率和紧跟着的年化不是十二倍、365 倍；
- “从那天起三年，到某天”“分 12 期，最后一期某天到期”，加出来不是那一天。

只看举例的那一段；说“上面的例子”的，也看这一篇前面的数。参数按当天的值算。

## 为什么
读者会照着例子算自己的账。例子里的数不对，他就不敢信别的数。

## 怎么改
用计算器再算一遍，改掉错的那个数；是前面的数抄错了，就改前面的。

- 错：`比如一家欠 9,600 元，一家欠 4,800 元，合计 14,800 元。`
- 对：`比如一家欠 9,600 元，一家欠 4,800 元，合计 14,400 元。`
"""

import re
from collections.abc import Iterable, Iterator

from generator.diagnostics import Wording
from generator.linting.arithmetic import MAY_STATE, WrongNumber, values_today, wrong_dates, wrong_rates, wrong_results
from generator.linting.rule import Severity
from generator.linting.running import Finding, by_facts
from generator.linting.sentences import EXAMPLE, examples, said_by_others, texts_worth
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{number}”和前面的数对不上", "“{number}” does not follow from the numbers before it")
ADVICE = Wording(
    "再算一遍：照前面的数，最接近的结果是 {right}；前面的数抄错了，就改前面的。",
    "Work it out again: from the numbers before it, the nearest result is {right}; or one of those is wrong.",
)
_PARAMETER = re.compile(r"\{\{([^{}\n]+)\}\}")
_BACK = 10_000
"""Maximum number of characters that an example above is looked for in."""
_ABOVE = re.compile(r"上面的例子|前面的例子|本页的例子")


@by_facts(values_today, lambda _: (MAY_STATE, EXAMPLE))
def check(document: Document, given: tuple[tuple[str, str], ...]) -> Iterator[Finding]:
    """A finding at each number that does not follow from those before it."""
    values, before, worth = dict(given), list[str](), [*texts_worth(document, (MAY_STATE, EXAMPLE))]
    for text in document.texts:
        if text.markup in ("block", "line") and not said_by_others(document, text):
            for wrong in _wrong(text.value, before, values) if text in worth else ():
                shown = text.value[wrong.start : wrong.end]
                facts = {"number": shown, "right": wrong.right, "guess": wrong.right}
                yield Finding(document.within(text, wrong.start, wrong.end), facts)
            before.append(text.value)


def _wrong(text: str, before: Iterable[str], values: dict[str, str]) -> Iterator[WrongNumber]:
    if MAY_STATE.search(text):
        yield from (*wrong_rates(text), *wrong_dates(text))
    for begins, end in examples(text):
        start = text.rfind("\n", 0, begins) + 1
        yield from _moved(wrong_results(_padded(text[start:end], values)), start)
    if above := "的例子" in text and _ABOVE.search(text):
        earlier = "\n".join((*before, text[: above.start()]))[-_BACK:]
        paragraph = text[above.start() :].partition("\n\n")[0]
        found = wrong_results(_padded(earlier + paragraph, values), len(earlier))
        yield from _moved(found, above.start() - len(earlier))


def _moved(found: Iterator[WrongNumber], by: int) -> Iterator[WrongNumber]:
    return (each._replace(start=each.start + by, end=each.end + by) for each in found)


def _padded(text: str, values: dict[str, str]) -> str:
    """The text with parameters replaced by their values, at unchanged offsets."""
    return _PARAMETER.sub(lambda found: values.get(found[1], "").rjust(len(found[0])), text)
