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

from generator.diagnostics import Facts, Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import sentences
from generator.reading.document import Document
from generator.reading.references import Reference, masked

SEVERITY: Severity = "warning"
MESSAGE = Wording("页面上没有“{says}”这句话", "The page does not say “{says}”")
ADVICE = Wording(
    "照抄页面上的原话{but}。最接近的一句是“{nearest}”。",
    "Copy words of the page{but}. The nearest sentence is “{nearest}”.",
)
_WITHOUT = Wording("，只抄引用前面或后面连着的几个字", ", only those before or behind a reference")
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
            pieces = _REFERENCE.split(reply.says)
            but = _WITHOUT if len(pieces) > 1 else Wording("", "")
            facts: Facts = {"says": reply.says, "nearest": _nearest(says, document), "but": but}
            yield Finding(document.at("faq", index, "says"), facts, _longest_there(pieces, texts))


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


def _nearest(says: str, document: Document) -> str:
    """The sentence of the page that is most similar to a reply."""
    found = (re.sub(r"[\s*]", "", masked(sentence.words, sentence.references, "…")) for sentence in sentences(document))
    return max(found, key=lambda words: SequenceMatcher(None, says, words).ratio(), default="")
