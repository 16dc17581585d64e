"""The sentences of an entry as rules read them: with references blanked, and with quotations and examples marked."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.diagnostics import Span
from generator.entry import Location, Text
from generator.linting.prefilter import may_match, places
from generator.reading.document import Document
from generator.reading.editors_words import WordList
from generator.reading.references import Reference, masked, without_code
from generator.remembering.once import once


class Sentence(NamedTuple):
    """A sentence of a text field: its words as written and where they begin in the field.

    `shown` is what readers see of it (code and references are spaces, link labels stay), and `references` are those in
    it, with their places in the sentence.
    """

    text: Text
    start: int
    words: str
    shown: str
    references: tuple[Reference, ...]

    @property
    def location(self) -> Location:
        """The location of the field."""
        return self.text.location

    @property
    def cited(self) -> tuple[str, ...]:
        """Its citations, each as `source:clause`."""
        return tuple(each.clause for each in self.references if each.kind == "citation")

    def span(self, document: Document, start: int = 0, end: int | None = None) -> Span:
        """The position in the file of the sentence, or of a range of it."""
        stop = len(self.words) if end is None else end
        return document.within(self.text, self.start + start, self.start + stop)


_SENTENCE = re.compile(
    r"(?m:^[ \t]*\|[^\n]*)"
    r"|(?:[^。！？!?\n]++|\n(?![ \t]*(?:\n|$|[-*+>|]|\d+[.)、]\s)))++[。！？!?]*[”’）)]*(?:\[@[^\]\n]*\])*"
)


_LEADING = re.compile(r"\s*(?:[-*+>]\s+|\d+[.)、](?![0-9])\s*)*")


@once
def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of an entry's running text (not of titles and other plain fields).

    The end of a paragraph, list item or table row ends a sentence too; list marks before it are left out; a citation
    right after the full stop belongs to the sentence before it.
    """
    return tuple(sentence_at(document, *span) for span in sentence_spans(document))


def cited_sentences(document: Document) -> Iterator[Sentence]:
    """Those of an entry's sentences that cite something; the same as from `sentences`, without making all of them."""
    made = (sentence_at(document, *span) for span in _spans_at(document, _places_of("[@", document)))
    return (sentence for sentence in made if sentence.cited)


def sentences_in(document: Document, text: Text) -> list[Sentence]:
    """The sentences of one text field."""
    return [sentence_at(document, *span) for span in sentence_spans(document) if span[0] is text]


SentenceSpan = tuple[Text, int, int]
"""A text field, with start and end of a sentence in it."""


def sentence_spans(document: Document) -> list[SentenceSpan]:
    """Where the sentences of an entry stand: far less work than to make the sentences."""
    return _sentence_spans(document)[0]


@once
def _sentence_spans(document: Document) -> tuple[list[SentenceSpan], list[int]]:
    """The same, and where each begins in all texts joined."""
    spans, begins, offset = list[SentenceSpan](), list[int](), 0
    for text in document.texts:
        value = text.value
        for match in _SENTENCE.finditer(value) if text.markup != "plain" else ():
            start, end = _trimmed(value, *match.span())
            if end > start:
                spans.append((text, start, end))
                begins.append(offset + start)
        offset += len(value) + 1
    return spans, begins


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A range of a text without list marks before it and blanks around it."""
    if not "\u4e00" <= text[start] <= "\u9fff" and (lead := _LEADING.match(text, start, end)):
        start = lead.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def sentences_holding(text: str, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end that hold one of some places, which are in order."""
    known = 0
    for match in _SENTENCE.finditer(text):
        end = match.end()
        if known < len(places) and places[known] < end:
            yield _trimmed(text, match.start(), end)
            known = bisect_left(places, end, known)


def _spans_at(document: Document, places: Iterable[int]) -> list[SentenceSpan]:
    """The sentences that hold one of some places in all texts joined."""
    spans, begins = _sentence_spans(document)
    found = set[int]()
    for place in places:
        at = bisect_right(begins, place) - 1
        if at >= 0 and at not in found and place < begins[at] + spans[at][2] - spans[at][1]:
            found.add(at)
    return [spans[at] for at in sorted(found)]


def _places_of(string: str, document: Document) -> list[int]:
    """The places of a string in all texts joined."""
    return [found.start() for found in re.finditer(re.escape(string), all_texts(document))]


def sentence_at(document: Document, text: Text, start: int, end: int) -> Sentence:
    """The sentence of a text field that begins and ends there."""
    words, inside = text.value[start:end], tuple[Reference, ...]()
    if "[" in words or "{" in words:
        references = document.references_in(text)
        inside = tuple([each.moved(-start) for each in references if start <= each.start and each.end <= end])
    return Sentence(text, start, words, blanked(document, text)[start:end], inside)


def sentences_worth(
    document: Document, patterns: tuple[re.Pattern[str], ...], holding: str = "", lacking: str = ""
) -> Iterator[Sentence]:
    """The sentences in whose words, as they are shown, one of these patterns may match, and those that hold a string;
    but none that hold the string `lacking`. Prefilters run once for each entry.
    """
    found = places(patterns, all_words(document))
    held = _places_of(holding, document) if holding else []
    for text, start, end in sentence_spans(document) if found is None else _spans_at(document, [*found, *held]):
        if not lacking or text.value.find(lacking, start, end) < 0:
            yield sentence_at(document, text, start, end)


def search(
    document: Document, pattern: re.Pattern[str], markup: tuple[str, ...] = ("plain", "line", "block", "letter")
) -> Iterator[tuple[Text, re.Match[str]]]:
    """Every match of a pattern in an entry's text fields.

    The pattern may use line anchors (`^`, `$` with MULTILINE), but not anchors of the whole text, as several texts are
    searched at once.
    """
    words = all_texts(document)
    for text in document.texts if may_match(pattern, words) and pattern.search(words) else ():
        if text.markup in markup:
            for found in pattern.finditer(text.value):
                yield text, found


def texts_with(document: Document, words: str, *patterns: re.Pattern[str]) -> Iterator[Text]:
    """The texts of an entry in which a pattern may match, given all of them joined, as they are written or as they are
    shown, in which each is searched for once.
    """
    found = (match for pattern in patterns for match in pattern.finditer(words))
    return _texts_at(document, sorted(place for match in found for place in match.span()))


def texts_worth(document: Document, patterns: tuple[re.Pattern[str], ...]) -> Iterator[Text]:
    """The texts of an entry, as they are written, in which one of these patterns may match."""
    found = places(patterns, all_texts(document))
    return iter(document.texts) if found is None else _texts_at(document, found)


def _texts_at(document: Document, places: list[int]) -> Iterator[Text]:
    """The texts that hold one of some places, in order, of all texts joined."""
    offset = 0
    for text in document.texts if places else ():
        end = offset + len(text.value)
        if bisect_left(places, offset) < bisect_right(places, end):
            yield text
        offset = end + 1


def search_values(document: Document, pattern: re.Pattern[str]) -> Iterator[tuple[Text, re.Match[str]]]:
    """Every match of a pattern in any value of an entry, also in those that no page shows. Each match must hold a rare
    character.
    """
    if rare_characters(document) and pattern.search(_all_values(document)):
        for location, value, _ in document.leaves:
            for found in pattern.finditer(value) if isinstance(value, str) else ():
                yield Text(location, value, "plain"), found


@once
def _all_values(document: Document) -> str:
    return "\n".join(value for _, value, _ in document.leaves if isinstance(value, str))


COMMON = re.compile("[\n -~\u4e00-\u9fff，。、；：？！（）“”《》—…·×]+")
"""Characters that most texts are made of."""


@once
def rare_characters(document: Document) -> str:
    """All other characters of an entry's values: most entries have none."""
    return COMMON.sub("", _all_values(document))


@once
def all_texts(document: Document) -> str:
    """All texts of an entry as written, joined."""
    return "\n".join(text.value for text in document.texts)


def holds(document: Document, pattern: re.Pattern[str]) -> bool:
    """Whether a pattern matches anywhere in the texts that readers see; a cheap test before going through sentences."""
    return may_hold(document, pattern) and bool(pattern.search(all_words(document)))


def may_hold(document: Document, pattern: re.Pattern[str]) -> bool:
    """Whether a pattern may match in one of the texts that readers see, as `may_match` of each."""
    return may_match(pattern, all_words(document))


@once
def all_words(document: Document) -> str:
    """All texts of an entry as readers see them, joined."""
    return "\n".join(blanked(document, text) for text in document.texts)


@once
def _own_words(document: Document) -> tuple[tuple[Text, str], ...]:
    own = (text for text in document.texts if not said_by_others(document, text))
    return tuple((text, blanked(document, text)) for text in own)


class FollowingLine(NamedTuple):
    """A line of Markdown by its offset in the text, with the line before it."""

    text: Text
    before: str
    start: int

    def span(self, document: Document) -> Span:
        """The position of the line in the file, without trailing spaces."""
        line = self.text.value[self.start :].partition("\n")[0]
        return document.within(self.text, self.start, self.start + len(line.rstrip()))


def following_lines(document: Document, begins: re.Pattern[str]) -> Iterator[FollowingLine]:
    """The lines of an entry's Markdown, except the first of each text, that begin as a pattern says: with the line break
    before them.
    """
    for text in document.texts:
        for found in begins.finditer(text.value) if text.markup == "block" else ():
            end = found.start()
            yield FollowingLine(text, text.value[text.value.rfind("\n", 0, end) + 1 : end], end + 1)


def blanked(document: Document, text: Text) -> str:
    """The visible text at unchanged offsets: code and references are replaced by spaces, link labels stay."""
    return _blanked(document)[text.location]


def shown_at(document: Document, *location: str | int) -> str:
    """The visible text of a field; empty if the entry has none there."""
    return _blanked(document).get(location, "")


@once
def _blanked(document: Document) -> Mapping[Location, str]:
    shown = ((text, masked(without_code(text.value), document.references_in(text), " ")) for text in document.texts)
    return {text.location: words for text, words in shown}


def in_quotes(text: str, place: int) -> bool:
    """Whether an offset is between “ and ” on one line."""
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return line.rfind("“") > line.rfind("”")


def said_by_others(document: Document, text: Text) -> bool:
    """Whether a field holds other people's words: aliases, a false belief, words not to say, the text of a law."""
    return document.entry.said_by_others(text.location)


def phrases(document: Document, pattern: re.Pattern[str], quoted: bool = False) -> Iterator[tuple[Text, re.Match[str]]]:
    """Every match of a pattern in the site's own words, within “ ” only if `quoted`."""
    for text, words in _own_words(document) if holds(document, pattern) else ():
        for found in pattern.finditer(words):
            if quoted or not in_quotes(words, found.start()):
                yield text, found


def flagged(document: Document, words: WordList, quoted: bool = False) -> Iterator[tuple[Text, re.Match[str]]]:
    """Every use of words to avoid in the site's own words, unless they are acceptable there."""
    if document.entry.in_own_words:
        for text, found in phrases(document, words.pattern, quoted):
            if found["word"] and not excused(words, text.value, found.start()):
                yield text, found


def excused(words: WordList, text: str, place: int) -> bool:
    """Whether words that make a use of others acceptable stand near it: in the sentence, between its semicolons."""
    start, end = sentence_around(text, place)
    start = max(start, text.rfind("；", start, place) + 1)
    after = text.find("；", place, end)
    return words.excuses.search(text, start, end if after < 0 else after) is not None


_BLOCK = re.compile(r"(?:[^\n]|\n(?![ \t]*(?:\n|$)))+")


EXAMPLE = re.compile(r"举例|例子|比如|例如|假设|假如|打个比方|比方说|譬如|算笔账|乘以|×|÷")
"""What introduces an invented example, or works it out."""


_GOES_ON = re.compile(
    r"\s*(?:[-*+>|]|\d+[.)、]\s|\**(?:这样|照|按|算下来|也就是|合计|所以|同样|反过来|再看|于是|结果|如果))"
)


@lru_cache(4096)
def examples(text: str) -> tuple[tuple[int, int], ...]:
    """The ranges (start and end offset) of invented examples in a text.

    Each begins at 比如, 假设 or the like and goes to the end of its paragraph, with the lists, tables and conclusions
    that follow it.
    """
    found: list[tuple[int, int]] = []
    example = False
    if not EXAMPLE.search(text):
        return ()
    for block in _BLOCK.finditer(text):
        begins = EXAMPLE.search(block[0])
        goes_on = example and _GOES_ON.match(block[0])
        if goes_on or begins:
            found.append((block.start() if goes_on or not begins else block.start() + begins.start(), block.end()))
        example = bool(goes_on or begins)
    return tuple(found)


def in_example(sentence: Sentence) -> bool:
    """Whether a sentence works through an invented example, or introduces one."""
    end = sentence.start + len(sentence.words)
    return any(start < end and sentence.start < stop for start, stop in examples(sentence.text.value))


def follows_example(sentence: Sentence) -> bool:
    """Whether an invented example stands before a sentence in its text, so that its numbers may come from there."""
    return any(start < sentence.start for start, _ in examples(sentence.text.value))


def sentence_around(text: str, place: int) -> tuple[int, int]:
    """Start and end of the sentence around an offset of a text, citations included."""
    start = max(text.rfind(mark, 0, place) for mark in "。！？\n") + 1
    end = re.compile(r"[。！？\n]|$").search(text, place)
    return start, end.end() if end else len(text)
