"""The cited sentences of an entry, with their numbers, duties and clauses, ready for comparison (KB317)."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from generator.entry import Location
from generator.linting.likeness import Pairs, Shape, Sketch, pairs_of_characters, shape, sketch
from generator.linting.misattributed import CitedWords, packed
from generator.linting.sentences import Sentence, cited_sentences, in_example, said_by_others
from generator.reading.document import Document
from generator.reading.numerals import value_of
from generator.reading.references import Reference, masked
from generator.remembering.once import once
from generator.remembering.values import remembered

UnitNumber = tuple[str, str]
"""A pair of unit and number; the number may be a parameter in braces."""


@remembered
class CitedSentence(NamedTuple):
    """A sentence with citations: its location and offsets, plain text, clauses, numbers with units, and duties."""

    location: Location
    start: int
    end: int
    words: str
    cited: frozenset[str]
    values: frozenset[UnitNumber]
    binds: frozenset[str]
    """Which of `must`, `must not` and `may` the sentence says."""
    sketch: Sketch
    shape: Shape
    citations: tuple[CitedWords, ...]
    """Each citation with the words before it."""


_DATE = re.compile(
    r"(?:[0-9]{4} ?年)?(?:度| ?[0-9]{1,2} ?月)(?: ?[0-9]{1,2} ?日)?|[0-9]{4} ?年|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
_DAY = re.compile(r"(?P<year>[0-9]{4}) ?年 ?(?P<month>[0-9]{1,2}) ?月 ?(?P<day>[0-9]{1,2}) ?日")
NUMBER = re.compile(
    r"(?<![第.0-9几数])(?<!第 )(?P<number>\{\{[^{}\n]+\}\}|[0-9][0-9,]*(?:\.[0-9]+)?|[一二三四五六七八九十百千两]+)\**\s?\**"
    r"(?P<unit>个?工作日|个月|周岁|小时|分钟|[年日天次倍%％]|[万亿]?元|人民币)(?!前后|期)"
    r"|(?<![0-9:])(?P<time>[0-9]{1,2}:[0-9]{2}|\{\{[^{}\n]+\}\}(?=[^{}，。；\n0-9]{0,4}(?:到|至|以?后|以?前)))"
)
_ANY = re.compile(r"[{0-9一二三四五六七八九十百千两]")
_SHARE = re.compile(r"百分之([一二三四五六七八九十百]++|[0-9]++(?:\.[0-9]++)?)(?!点)")
_SAME_UNIT = {"天": "日", "％": "%", "个工作日": "工作日", "人民币": "元"}
_QUOTE = re.compile(r"“[^“”]*”")
_LARGE = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?) ?(?P<times>[万亿])元")
_BINDS = {
    "must not": re.compile(r"不得|不应(?!该)|不能|不许|不准|不允许|不可以|禁止|严禁|无权"),
    "must": re.compile(r"(?<!不)(?:应当|必须)"),
    "may": re.compile(r"(?<!不)可以(?![^，。；]{0,6}(?:罚|拘留|责令))|(?<![没无])有权"),
}


_SHORT = 4
"""Minimum number of characters between two citations for the later one to have words of its own."""
_NO_GIST = re.compile("|".join(re.sub(r"\?P<[a-z]+>", "?:", each.pattern) for each in (*_BINDS.values(), NUMBER)))


@once
def claims(document: Document) -> tuple[CitedSentence, ...]:
    """The cited sentences of an entry, except invented examples and quotations of others."""
    if document.entry.claims == "none":
        return ()
    own = (sentence for sentence in cited_sentences(document) if not said_by_others(document, sentence.text))
    return tuple(_claim(sentence) for sentence in own if not in_example(sentence))


def _claim(sentence: Sentence) -> CitedSentence:
    bare = _bare(sentence)
    end = sentence.start + len(sentence.words)
    binds = frozenset(name for name, pattern in _BINDS.items() if pattern.search(bare))
    about = pairs_of_characters(gist(bare))
    return CitedSentence(
        sentence.location,
        sentence.start,
        end,
        bare,
        frozenset(sentence.cited),
        values(_QUOTE.sub("", bare)),
        binds,
        sketch(about),
        shape(about),
        cited_words(sentence, about),
    )


def cited_words(sentence: Sentence, about: Pairs) -> tuple[CitedWords, ...]:
    """Each citation of a sentence with the words before it; in a table, those of its cell and of the first one.

    `about` are the pairs of characters of the whole sentence.
    """
    citations = [each for each in sentence.references if each.kind == "citation"]
    row = sentence.words.startswith("|")
    if len(citations) == 1 and not row and len(sentence.words) - citations[0].end < _SHORT:
        return (CitedWords(citations[0].clause, packed(about)),)
    found: dict[str, Pairs] = {}
    for each, words in zip(citations, _words_before(sentence, citations), strict=True):
        found[each.clause] = found.get(each.clause, frozenset()) | pairs_of_characters(gist(words))
    return tuple(CitedWords(clause, packed(pairs)) for clause, pairs in found.items())


def _words_before(sentence: Sentence, citations: Iterable[Reference]) -> Iterator[str]:
    shown, begin, words = sentence.shown, 0, ""
    head = shown[: shown.find("|", 1) + 1] if shown.startswith("|") else ""
    for each in citations:
        start = max(begin, shown.rfind("|", begin, each.start) + 1)
        if not words or len(shown[start : each.start].strip()) >= _SHORT:
            words = (head if start >= len(head) else "") + shown[start : each.start]
        begin = each.end
        yield words


def _bare(sentence: Sentence) -> str:
    """The text of a sentence without citations and link syntax."""
    links = [each for each in sentence.references if each.kind != "parameter"]
    return masked(sentence.words, links, "").strip()


def gist(words: str) -> str:
    """What a claim is about: its text without numbers and words of duty, for comparison."""
    return _NO_GIST.sub("", words)


@lru_cache(1024)
def values(words: str) -> frozenset[UnitNumber]:
    """The numbers with units and the full dates in a text, in digits; article numbers are not included."""
    if not _ANY.search(words):
        return frozenset()
    days = frozenset(("date", "-".join(map(str, map(int, found.groups())))) for found in _DAY.finditer(words))
    return days | frozenset(_values(_DATE.sub("", with_percent_signs(words))))


def with_percent_signs(words: str) -> str:
    """A text with shares as percentages: 三十% for 百分之三十."""
    return _SHARE.sub(r"\1%", words) if "百分之" in words else words


def _values(words: str) -> Iterator[UnitNumber]:
    for found in NUMBER.finditer(words):
        if found["time"]:
            yield "time", found["time"]
        else:
            yield plain(found["unit"], in_digits(found["number"]))


def plain(unit: str, number: str) -> UnitNumber:
    """A number in a normalised unit: periods in days where possible, money in yuan, 万 multiplied out."""
    large = _LARGE.fullmatch(f"{number}{unit}")
    if large:
        return "元", f"{float(large['number']) * (10_000 if large['times'] == '万' else 100_000_000):.0f}"
    shorter = number.rstrip("0").rstrip(".") if "." in number else number
    return _SAME_UNIT.get(unit, unit), shorter


def in_digits(number: str) -> str:
    """A number in digits, however it is written; a parameter in braces stays as it is."""
    if number[0] == "{" or number[0].isdigit():
        return number.replace(",", "")
    return str(value_of(number))
