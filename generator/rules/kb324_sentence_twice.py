"""同一句话写了两遍。

## 查什么
一篇文章里，同一句话（八个汉字以上）出现两次。表格、自查、引语不算。

## 为什么
贴了两遍的话，读者以为看错了行。

## 怎么改
删掉一遍。

- 错：`减不减由放款机构决定。减不减由放款机构决定。`
- 对：`减不减由放款机构决定。`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import said_by_others, sentences
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{words}”这一页已经写过", "“{words}” stands on this page already")
ADVICE = Wording("删掉一遍。", "Remove one of them.")
_LEAST = 8
"""Minimum number of Chinese characters of a sentence."""


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each sentence of an article that stands before on its page."""
    seen = set()
    for sentence in sentences(document) if document.article else ():
        if said_by_others(document, sentence.text) or sentence.words.startswith("|"):
            continue
        words = re.sub(r"\s", "", sentence.words)
        if words in seen and len(re.findall("[\u4e00-\u9fff]", words)) >= _LEAST:
            shown = sentence.words if len(sentence.words) <= 30 else f"{sentence.words[:30]}……"
            yield Finding(sentence.span(document), {"words": shown})
        seen.add(words)
