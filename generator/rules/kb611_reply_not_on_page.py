"""`faq` 里的回答，页面上没有这句话。

## 查什么
`faq` 里每个 `says`，是不是这一页上某一句里连着的几个字。空格和来源标记不算。

## 为什么
有人这样问，搜索就把那一句连同来源原样给他看。找不到那一句，这些问法就白写了；另写一句，又会和正文对不上。

## 怎么改
从页面上照抄那一句里连着的几个字，不抄 `[[ ]]`、`[@ ]`、`{{ }}`。那一句已经删了的，把这一条也删掉。
"""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import sentences
from generator.reading.document import Document
from generator.reading.references import Reference, masked

SEVERITY: Severity = "warning"
MESSAGE = Wording("页面上没有“{says}”这句话", "The page does not say “{says}”")
ADVICE = Wording(
    "照抄页面上的原话。最接近的一句是“{nearest}”。", "Copy words of the page. The nearest sentence is “{nearest}”."
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each reply that is no stretch of a text on the page."""
    if not document.entry.faq:
        return
    texts = [_plain(text.value, document.references_in(text)) for text in document.texts]
    for index, reply in enumerate(document.entry.faq):
        says = _plain(reply.says, ())
        if not any(says in text for text in texts):
            facts = {"says": reply.says, "nearest": _nearest(says, document)}
            yield Finding(document.at("faq", index, "says"), facts)


def _plain(text: str, references: Iterable[Reference]) -> str:
    """A text without spaces, emphasis and references."""
    return re.sub(r"[\s*]", "", masked(text, references, ""))


def _nearest(says: str, document: Document) -> str:
    """The sentence that is most like a reply."""
    found = (_plain(sentence.words, sentence.references) for sentence in sentences(document))
    return max(found, key=lambda words: SequenceMatcher(None, says, words).ratio(), default="")
