"""`faq` 里的回答，页面上没有这句话。

## 查什么
`faq` 里每个 `says`，是不是这一页上某一句里连着的几个字。空格和来源标记不算。

## 为什么
有人这样问，搜索就把那一句连同来源原样给他看。找不到那一句，这些问法就白写了；另写一句，又会和正文对不上。

页面上有一句只差几个字的，标在那一句里不同的地方：多半是它后来改过，改错了也从这里看得出来。差得多、又只有一句像的，两处都标。

## 怎么改
从页面上照抄那一句里连着的几个字，不抄 `[[ ]]`、`[@ ]`、`{{ }}`。那一句已经删了的，把这一条也删掉。
那一句是改错的，就改回去。
"""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from generator.diagnostics import Span, Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import Sentence, sentences
from generator.reading.document import Document
from generator.reading.references import Reference, masked

SEVERITY: Severity = "warning"
MESSAGE = Wording("页面上没有“{says}”这句话", "The page does not say “{says}”")
ADVICE = Wording("{how}。", "{how}.")
_COPY = Wording(
    "照抄页面上的原话。最接近的一句是“{nearest}”",
    "Copy words of the page. The nearest sentence is “{nearest}”",
)
_COPY_APART = Wording(
    "照抄页面上的原话，只抄引用前面或后面连着的几个字。最接近的一句是“{nearest}”",
    "Copy words of the page, only those before or behind a reference. The nearest sentence is “{nearest}”",
)
_CHANGED = Wording(
    "faq 第 {line} 行的回答抄的是这一句：这一句改错了，就改回“{says}”；没有改错，就照它改那个回答",
    "Line {line} copies this sentence: if this one is wrong, restore “{says}”; else copy it again there",
)
_SHARE, _RUN = 0.5, 2
"""Minimum share of a reply that a sentence must contain, in runs of this length, to be what the reply was copied from."""
_LOW, _AHEAD = 0.3, 0.15
"""Minimum share of a reply, and how much more a sentence must be like it than any other, to be perhaps what it was copied
from.
"""
_REFERENCE = re.compile(r"\[\[[^\]]*\]\]|\[@[^\]]*\]|\{\{[^}]*\}\}")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each `says` that is not part of a text on the page."""
    if not document.entry.faq:
        return
    texts = [_plain(text.value, document.references_in(text)) for text in document.texts]
    for index, reply in enumerate(document.entry.faq):
        says = _plain(reply.says, ())
        if not any(says in text for text in texts):
            yield from _findings(document, index, _longest_there(_REFERENCE.split(reply.says), texts))


def _findings(document: Document, index: int, right: str | None) -> Iterator[Finding]:
    """The finding at the reply, or at the sentence from which it was copied, if that can be told and no fix is known; at
    both if it may be either.
    """
    says, place = document.entry.faq[index].says, document.at("faq", index, "says")
    near = sorted(_alike(_plain(says, ()), document), key=_score, reverse=True)[:2]
    nearest, second = [*near, _NONE, _NONE][:2]
    copied = nearest.sentence is not None and not _REFERENCE.search(says)
    if copied and (nearest.share >= _SHARE or (nearest.share >= _LOW and _score(nearest) - _score(second) >= _AHEAD)):
        how = _filled(_CHANGED, line=str(place.line), says=says)
        yield Finding(_changed(document, says, nearest), {"says": says, "how": how})
    if not copied or nearest.share < _SHARE:
        copy = _COPY_APART if _REFERENCE.search(says) else _COPY
        yield Finding(place, {"says": says, "how": _filled(copy, nearest=nearest.words)}, right)


def _changed(document: Document, says: str, near: "Alike") -> Span:
    """The first part of a sentence that is not in the reply that was copied from it."""
    assert near.sentence is not None
    blocks = SequenceMatcher(None, _plain(says, ()), near.words, autojunk=False).get_matching_blocks()
    real = [block for block in blocks if block.size >= _RUN]
    begin = real[0].b if real and real[0].a else real[0].b + real[0].size if real else 0
    start = _written_at(near.sentence.words, near.words, begin)
    return near.sentence.span(document, start, start + 1)


def _written_at(written: str, plain: str, place: int) -> int:
    """The offset in a text as it is written of a character of its plain words."""
    at = -1
    for character in plain[: place + 1]:
        at = written.find(character, at + 1)
    return max(at, 0)


def _filled(words: Wording, **facts: str) -> Wording:
    return Wording(words.zh.format(**facts), words.en.format(**facts))


def _longest_there(pieces: list[str], texts: list[str]) -> str | None:
    """The longest part without references of a reply that was copied with its references, if it is on the page; else
    empty.
    """
    longest = max(pieces, key=len).strip(" ，。；")
    there = len(pieces) > 1 and len(longest) >= 4 and any(_plain(longest, ()) in text for text in texts)
    return longest if there and not re.search("[:#'\"\\[{]", longest) else None


def _plain(text: str, references: Iterable[Reference]) -> str:
    """A text without spaces, emphasis and references."""
    return re.sub(r"[\s*]", "", masked(text, references, ""))


class Alike(NamedTuple):
    """How much of a reply a sentence contains, how much of the sentence that is, the sentence, and its plain words."""

    share: float
    own_share: float
    sentence: Sentence | None
    words: str


_NONE = Alike(0.0, 0.0, None, "")


def _score(near: Alike) -> float:
    return near.share + near.own_share / 2


def _alike(says: str, document: Document) -> Iterator[Alike]:
    """Each sentence of the page with the share of a reply that it contains."""
    for sentence in sentences(document):
        words = _plain(sentence.words, sentence.references)
        blocks = SequenceMatcher(None, says, words, autojunk=False).get_matching_blocks()
        common = sum(block.size for block in blocks if block.size >= _RUN)
        yield Alike(common / len(says), common / max(len(words), 1), sentence, words)
