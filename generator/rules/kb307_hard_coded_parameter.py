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
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.content_types.parameter import Parameter
from generator.content_types.source import Source
from generator.diagnostics import Wording
from generator.linking.links import value_on
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.linting.sentences import Sentence, blanked, in_example, in_quotes, said_by_others, sentences_in
from generator.reading.document import Document
from generator.reading.numerals import numerals

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”不要手写，这个数字有参数", "“{words}” is written by hand, but this number is a parameter")
ADVICE = Wording("把数字换成 {{{{{parameter}}}}}。", "Write {{{{{parameter}}}}} for the number.")


_HUNDRED = 100
_HAN = re.compile("[\u4e00-\u9fff]")
_NUMERAL = "[第几数零一二三四五六七八九十百千万两]"


@dataclass(frozen=True)
class Parameters:
    """For each parameter with a value today: id, value, unit, clause, and other spellings (`written_as`)."""

    of: tuple[tuple[str, str, str, str, tuple[str, ...]], ...]

    @cached_property
    def patterns(self) -> list[tuple[str, re.Pattern[str], str | None]]:
        """For each parameter: its id, a pattern of its value, and the clause that the sentence must cite (None: any
        sentence).
        """
        found: list[tuple[str, re.Pattern[str], str | None]] = []
        for name, value, unit, clause, written_as in self.of:
            found.append((name, re.compile(_numbers(value) + r"\**\s?\**" + _units(unit)), clause))
            found += [(name, _literal(words, value), None) for words in written_as]
        return found

    @cached_property
    def anything(self) -> re.Pattern[str]:
        """A pattern of all values with units and all spellings, for preselecting sentences."""
        values = {_numbers(value, "") + r"\**\s?\**" + _units(unit) for _, value, unit, *_ in self.of}
        wordings = {re.escape(words) for *_, written_as in self.of for words in written_as}
        return re.compile("|".join(sorted(values | wordings)) or "(?!)")


def _numbers(value: str, name: str = "?P<value>") -> str:
    """A pattern of a value, in digits or, if it is a small whole number, in Chinese numerals."""
    spellings = [rf"(?<![\d.:]){re.escape(value)}(?![\d.:])"]
    if value.isdecimal() and 0 < int(value) < _HUNDRED:
        spellings += [rf"(?<!{_NUMERAL}){each}(?!{_NUMERAL})" for each in numerals(int(value))]
    return f"({name or '?:'}{'|'.join(spellings)})"


def _units(unit: str) -> str:
    return "[日天]" if unit in ("日", "天") else re.escape(unit)


def facts(given: Context) -> Parameters:
    """The parameters as they are on the day."""
    valued = [(entry, value) for entry in given.library.entries(Parameter) if (value := value_on(entry, given.today))]
    return Parameters(tuple((e.id, v.value, e.unit or "", v.source, e.written_as) for e, v in valued))


@by_facts(facts)
def check(document: Document, parameters: Parameters) -> Iterator[Finding]:
    """A finding at each number that a parameter has."""
    if isinstance(document.entry, (Parameter, Source)):
        return
    worth = parameters.anything
    texts = (t for t in document.texts if t.markup != "plain" and worth.search(blanked(document, t)))
    for sentence in (sentence for text in texts for sentence in sentences_in(document, text)):
        words = sentence.shown
        if not worth.search(words) or in_example(sentence) or said_by_others(document, sentence.text):
            continue
        for name, pattern, clause in parameters.patterns:
            if clause is None or clause in sentence.cited:
                for found in pattern.finditer(words):
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
