"""没有这样的时间，或者范围前后颠倒。

## 查什么
- 一天超过 24 小时，一周超过 7 天，2 月 30 日、13 月、25:00 这样没有的日子和钟点；
- 后面的数比前面的小的范围，如 `5 到 3 天`（“从 5 天降到 3 天”不算）；
- “到次日”的两个钟点加起来超过一整天，如 `8:00 到次日 22:00`，多半是前后写反了。参数按当天的值算。

## 为什么
这样的数一定有一个是错的，读者不知道错的是哪个。

## 怎么改
对着来源核对，改掉写错的；颠倒的调过来。

- 错：`没有约定的，8:00 到次日 22:00 不催。`
- 对：`没有约定的，22:00 到次日 8:00 不催。`
"""

from collections.abc import Iterator

from generator.diagnostics import Facts, Wording
from generator.entry import Text
from generator.linting.arithmetic import MAY_TIME, impossible, turned_round, values_today
from generator.linting.rule import Severity
from generator.linting.running import Finding, by_facts
from generator.linting.sentences import all_texts
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”{what}", "“{words}” {what}")
ADVICE = Wording("{how}。", "{how}.")
_NONE = Wording("是没有的", "does not exist")
_ROUND = Wording("前后颠倒了", "is turned round")
_CHECK = Wording("对着来源核对，改成真有的时间", "Check the source, and write a time that there is")
_TURN = Wording("前后调过来，或者对着来源改掉写错的那个", "Turn it round, or mend the one that is wrong")


@by_facts(values_today)
def check(document: Document, given: tuple[tuple[str, str], ...]) -> Iterator[Finding]:
    """A finding at each quantity of time that there cannot be, and at each range that ends before it begins."""
    for text in document.texts if MAY_TIME.search(all_texts(document)) else ():
        if MAY_TIME.search(text.value):
            yield from _in(document, text, dict(given))


def _in(document: Document, text: Text, values: dict[str, str]) -> Iterator[Finding]:
    words = text.value
    for start, end in impossible(words):
        told: Facts = {"words": words[start:end], "what": _NONE, "how": _CHECK}
        yield Finding(document.within(text, start, end), told)
    for found in turned_round(words, values):
        told = {"words": words[found.start : found.end], "what": _ROUND, "how": _TURN, "guess": found.right}
        yield Finding(document.within(text, found.start, found.end), told)
