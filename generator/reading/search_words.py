"""The editors' word lists for search: everyday synonyms, words of distress, words that say nothing."""

from typing import Annotated

from pydantic import Field

from generator.diagnostics import Diagnostic
from generator.entry import Plain, Record
from generator.reading.validation import validate
from generator.reading.yaml_nodes import parse

PATH = "content/search.yaml"


class Group(Record):
    """一组意思相同的说法。"""

    words: Annotated[tuple[Plain, ...], Field(min_length=2)]
    """至少两个说法。搜其中一个，也会找到另外几个。"""


class SearchWords(Record):
    """搜索用的词：同义词、求助词、可以忽略的词。"""

    synonyms: tuple[Group, ...] = ()
    """读者的说法和正文的说法不一样时，写在一组里。术语的别名不用重复写。"""
    distress: tuple[Plain, ...] = ()
    """搜到这些词时，先显示求助卡。"""
    ignored: tuple[Plain, ...] = ()
    """问句里没有信息的词，如“怎么办”。搜索时先去掉。"""
    unknown_number: Plain | None = None
    """读者搜一个本站没有的号码（5 位以上数字）时，改搜这句话，如“核实来电”。"""


NO_WORDS = SearchWords()
"""Empty lists."""


def read_words(data: bytes) -> tuple[SearchWords, tuple[Diagnostic, ...]]:
    """The word lists in the file, and what is wrong with it; empty lists when it cannot be read."""
    parsed = parse(PATH, data)
    if parsed.root is None:
        return NO_WORDS, parsed.faults
    words, faults = validate(PATH, SearchWords, parsed.root)
    return words or NO_WORDS, faults
