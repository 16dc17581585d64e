"""同一句话写了两遍。

## 查什么
同一句话（八个汉字以上）紧接着又写了一遍。表格、自查、引语不算。

## 为什么
贴了两遍的话，读者以为看错了行。

## 怎么改
删掉一遍。

- 错：`减不减由放款机构决定。减不减由放款机构决定。`
- 对：`减不减由放款机构决定。`
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import Sentence, said_by_others, sentence_at, sentence_spans
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{words}”刚刚写过", "“{words}” has just been said")
ADVICE = Wording("删掉一遍。", "Remove one of them.")
_LEAST = 8
"""Minimum number of Chinese characters of a sentence."""


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each sentence of an article that repeats the one before it."""
    spans = sentence_spans(document) if document.article else []
    begin = [text.value[start] for text, start, _ in spans]
    for at in [at for at, (before, here) in enumerate(pairwise(begin)) if before == here != "|"]:  # hardly any
        if spans[at][0] is spans[at + 1][0]:
            yield from _repeated(document, *(sentence_at(document, *each) for each in spans[at : at + 2]))


def _repeated(document: Document, before: Sentence, sentence: Sentence) -> Iterator[Finding]:
    words = re.sub(r"\s", "", sentence.words)
    again = re.sub(r"\s", "", before.words) == words
    if again and not said_by_others(document, sentence.text) and len(re.findall("[\u4e00-\u9fff]", words)) >= _LEAST:
        shown = sentence.words if len(sentence.words) <= 30 else f"{sentence.words[:30]}……"
        yield Finding(sentence.span(document), {"words": shown})
