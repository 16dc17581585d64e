"""手写了一个应当用参数的数字。

## 查什么
正文、答案和术语的解释里出现参数 `written_as` 列出的写法，或者在引用同一条款的句子里手写了参数的值和单位（“两年”也算）。

## 为什么
规定一变，手写的数字会漏改；同一个数在各页会不一样。

## 怎么改
把数字换成 `{{参数}}`，单位照写：

- 错：`每天不超过 3 次[@gbt-45251:frequency]。`
- 对：`每天不超过 {{calls-per-day}} 次[@gbt-45251:frequency]。`
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.content_types.parameter import Parameter
from generator.content_types.source import Source
from generator.diagnostics import Wording
from generator.linking.links import value_on
from generator.linting.prefilter import Screen
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.linting.sentences import (
    Sentence,
    all_texts,
    blanked,
    in_example,
    in_quotes,
    said_by_others,
    sentences_in,
)
from generator.reading.document import Document
from generator.reading.numerals import numerals

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”不要手写，这个数字有参数", "“{words}” is written by hand, but this number is a parameter")
ADVICE = Wording("把数字换成 {{{{{parameter}}}}}。", "Write {{{{{parameter}}}}} for the number.")


_HUNDRED = 100
_HAN = re.compile("[\u4e00-\u9fff]")
_DAYS = ("日", "天")
_NUMERAL = "[第几数零一二三四五六七八九十百千万两]"


class Spelling(NamedTuple):
    """A spelling of the number of a parameter: the parameter's id, a pattern, and the clause that the sentence must cite
    (None: any sentence).
    """

    parameter: str
    pattern: re.Pattern[str]
    clause: str | None


@dataclass(frozen=True)
class Parameters:
    """For each parameter with a value today: id, value, unit, clause, and other spellings (`written_as`)."""

    of: tuple[tuple[str, str, str, str, tuple[str, ...]], ...]

    @cached_property
    def spellings(self) -> list[tuple[Spelling, frozenset[str]]]:
        """All spellings, each with strings of which a text without blanks and emphasis must hold one."""
        found: list[tuple[Spelling, frozenset[str]]] = []
        for name, value, unit, clause, written_as in self.of:
            units = _DAYS if unit in _DAYS else (unit,)
            pattern = re.compile(rf"{_pattern_of(value)}\**\s?\**(?:{'|'.join(map(re.escape, units))})")
            strings = frozenset(_bare(each + unit) for each in _numbers(value) for unit in units)
            found.append((Spelling(name, pattern, clause), strings))
            found += [(Spelling(name, _literal(words, value), None), frozenset([_bare(words)])) for words in written_as]
        return found

    @cached_property
    def _screen(self) -> Screen[Spelling]:
        return Screen(self.spellings)

    def among(self, words: str) -> list[Spelling]:
        """The spellings that may stand in a text."""
        return self._screen.among(_bare(words))


def _bare(words: str) -> str:
    """A text without blanks and emphasis, which may stand between a number and its unit."""
    return "".join(words.split()).replace("*", "")


def _numbers(value: str) -> list[str]:
    """A value in digits and, if it is a small whole number, in Chinese numerals."""
    return [value, *(numerals(int(value)) if value.isdecimal() and 0 < int(value) < _HUNDRED else ())]


def _pattern_of(value: str) -> str:
    digits, *han = map(re.escape, _numbers(value))
    spellings = [rf"(?<![\d.:]){digits}(?![\d.:])", *(rf"(?<!{_NUMERAL}){each}(?!{_NUMERAL})" for each in han)]
    return f"(?P<value>{'|'.join(spellings)})"


def facts(given: Context) -> Parameters:
    """The parameters as they are on the day."""
    valued = [(entry, value) for entry in given.library.entries(Parameter) if (value := value_on(entry, given.today))]
    return Parameters(tuple((e.id, v.value, e.unit or "", v.source, e.written_as) for e, v in valued))


@by_facts(facts)
def check(document: Document, parameters: Parameters) -> Iterator[Finding]:
    """A finding at each number that a parameter has."""
    if isinstance(document.entry, (Parameter, Source)):
        return
    spellings = parameters.among(all_texts(document))
    cited = {each.clause for each in document.references if each.kind == "citation"} if spellings else ()
    spellings = [each for each in spellings if each.clause is None or each.clause in cited]
    for text in document.texts if spellings else ():
        if text.markup != "plain" and not said_by_others(document, text):
            words = blanked(document, text)
            here = [each for each in spellings if each.pattern.search(words)]
            for sentence in sentences_in(document, text) if here else ():
                if not in_example(sentence):
                    yield from _in(document, sentence, here)


def _in(document: Document, sentence: Sentence, spellings: Iterable[Spelling]) -> Iterator[Finding]:
    for name, pattern, clause in spellings:
        for found in pattern.finditer(sentence.shown) if clause is None or clause in sentence.cited else ():
            if not in_quotes(sentence.words, found.start()):
                yield _finding(document, sentence, found, name)


def _finding(document: Document, sentence: Sentence, found: re.Match[str], name: str) -> Finding:
    start, end = found.span("value") if found["value"] else found.span()
    replacement = _spaced(sentence.shown, start, end, "{{" + name + "}}") if found["value"] else None
    return Finding(
        sentence.span(document, start, end), {"words": found[0].replace("*", ""), "parameter": name}, replacement
    )


def _spaced(words: str, start: int, end: int, replacement: str) -> str:
    """What stands for a range of a text, with blanks between it and Chinese characters beside it."""
    before, after = (" " if _HAN.match(each) else "" for each in (words[max(0, start - 1) : start], words[end:]))
    return f"{before}{replacement}{after}"


def _literal(words: str, value: str) -> re.Pattern[str]:
    before, number, after = words.partition(value)
    pattern = re.escape(before) + f"(?P<value>{re.escape(number)})" + re.escape(after)
    return re.compile(pattern if number else f"(?P<value>(?!)|){re.escape(words)}")
