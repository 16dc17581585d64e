"""字或标点重复了。

## 查什么
“的的”“了了”“可以可以”“往往往往”“。。”“，，”之类的重复，和连着写了两遍的三个字以上的话。“目的的”“不了了之”“是是非非”等不算。

## 为什么
多半是改句子时留下的。

## 怎么改
删掉一个。可以运行 `kb check --fix`。

- 错：`这是你的的权利。。`
- 对：`这是你的权利。`
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from generator.diagnostics import Wording
from generator.linking.segmenting import cut
from generator.linting.prefilter import Screen, required
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import all_words, phrases
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”重复了", "“{words}” is doubled")
ADVICE = Wording("删掉一个，写成“{one}”。", "Keep one: “{one}”.")
_WORDS = re.compile(
    r"(?<![目])的的(?!确确)|(?<![不受大好])了了(?!之)|(?<![现存正实所])在在|是是(?!非)|和和(?!气|美)|(?<!成)就就|也也|们们|(?<!不)不不(?!不)|我我|你你|他他|她她|被被|让让|但但|因因"
    r"|所所(?=以)|而而(?=且)|虽虽(?=然)|如如(?=果)|并并(?=且)|或或(?=者)"
    r"|可可(?=以)|应应(?=该)|需需(?=要)|已已(?=经)|与与|及及|向向|给给|把把(?!关|脉|舵|门)"
)
_STUTTER = re.compile(r"(?:(?<=[\n，。；：！？、（“])|^)(?:我我|你你|他他|她她)(?=们)")
"""Pattern of doubled pronouns at the beginning of a clause, which are mistakes (我我们), unlike those after a verb
(告诉我我们).
"""
_TWICE = re.compile(
    r"(?:可以){2}|(?:如果){2}|(?:因为){2}|(?:但是){2}|(?:所以){2}|(?:应该){2}|(?:应当){2}|(?:需要){2}|(?:已经){2}|(?:没有){2}|(?:不要){2}|(?:不能){2}|(?:我们){2}|(?:你们){2}|(?:他们){2}|"
    r"(?:她们){2}|(?:自己){2}|(?:或者){2}|(?:以及){2}|(?:并且){2}|(?:而且){2}|(?:虽然){2}|(?:只要){2}|(?:必须){2}|(?:可能){2}|(?:通常){2}|(?:往往){2}|(?:常常){2}|(?:经常){2}|(?:其实){2}|"
    r"(?:然后){2}|(?:同时){2}|(?:首先){2}|(?:最后){2}|(?:还是){2}|(?:就是){2}|(?:只是){2}|(?:不是){2}|(?:这个){2}|(?:那个){2}|(?:这些){2}|(?:那些){2}|(?:时候){2}|(?:以后){2}|(?:以前){2}|"
    r"(?:里面){2}|(?:对方){2}|(?:银行){2}|(?:平台){2}|(?:机构){2}|(?:法院){2}|(?:律师){2}|(?:合同){2}|(?:贷款){2}|(?:利息){2}|(?:逾期){2}|(?:电话){2}|(?:催收){2}|(?:还款){2}|(?:借款){2}|"
    r"(?:欠款){2}|(?:账单){2}|(?:公司){2}|(?:客服){2}|(?:家人){2}|(?:朋友){2}|(?:信息){2}|(?:证据){2}|(?:法律){2}|(?:规定){2}|(?:费用){2}|(?:金额){2}|(?:本金){2}"
)
"""Whole words that are never said twice; verbs are (商量商量)."""
_AGAIN = re.compile(r"(?!一)([\u4e00-\u9fff]{3,8})\1|(?P<pair>([\u4e00-\u9fff])\3)(?P=pair)")
"""Three characters or more, or twice the same two: no verb is repeated like this."""
_APART = ((1, bytes(3)), *((length, bytes(length)) for length in range(3, 9)))
"""How far apart equal characters stand in what `_AGAIN` finds, and a zero for each of those that follow one another."""
_NOT_HAN = bytes(not 0x4E <= high <= 0x9F for high in range(256))
"""By the upper byte of a character: 0 if `_AGAIN` may find it."""
_BEGINNINGS = "但因所而虽如并或可应需已"
"""These words before a longer one that begins with them are twice the same: 但但是, but not 认可|可以."""
_MARKS = re.compile(r"([，。；：、？！])\1+")
_TWO_MARKS = re.compile("[，、；：][。？！]")
"""A mark that goes on before one that ends: only the second can be meant."""
_SCREEN = Screen(
    [
        *((pattern, required(pattern)) for pattern in (_WORDS, _STUTTER, _TWICE, _TWO_MARKS)),
        (_MARKS, frozenset(mark * 2 for mark in "，。；：、？！")),
    ]
)


def _perhaps_again(words: str) -> bool:
    """Whether `_AGAIN` may match in a text. The lower bytes of all characters are compared with those that stand so far
    behind them at once, as two large numbers, which takes a quarter of the time of a pattern.
    """
    units = words.encode("utf-16-le", "surrogatepass")
    lower, upper = units[::2], units[1::2].translate(_NOT_HAN)
    number, other = int.from_bytes(lower, "little"), int.from_bytes(upper, "little")
    return any(
        zeros in ((number ^ number >> 8 * places) | other).to_bytes(len(lower), "little") for places, zeros in _APART
    )


def _two_words(text: str, place: int) -> bool:
    """Whether the two characters belong to different words, one of them longer, as in 为了|了解."""
    at = start = max(0, place - 40)
    before = ""
    for word in cut(text[start : place + 40]):
        if at == place + 1:
            return text[place] != "们" and (len(before) > 1 or (len(word) > 1 and text[place] not in _BEGINNINGS))
        before, at = word, at + len(word)
    return False


def _apart(text: str, start: int, end: int) -> bool:
    """Whether a range is two whole words of the text, not parts of longer ones as in 给银行银行卡."""
    before = max(0, start - 20)
    ends = {before + at for at in accumulate(map(len, cut(text[before : end + 20])))}
    return {start, (start + end) // 2, end} <= ends | {before}


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each doubled word or mark."""
    words = all_words(document)
    again = (_AGAIN,) if _perhaps_again(words) else ()
    for doubled in (*_SCREEN.among(words), *again):
        for text, found in phrases(document, doubled, quoted=True):
            if doubled is _WORDS and _two_words(text.value, found.start()):
                continue
            if doubled is _TWICE and not _apart(text.value, *found.span()):
                continue
            one = found[0][: len(found[0]) // 2] if doubled in (_TWICE, _AGAIN) else found[0][-1]
            yield Finding(document.within(text, *found.span()), {"words": found[0], "one": one}, one)
