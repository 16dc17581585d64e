"""句子太长。

## 查什么
一句话超过 60 个汉字（引用标记、“ ”里的原话和表格不算）。

## 为什么
读者多半在手机上看，又紧张。句子一长就读不进去。

## 怎么改
在意思转折的地方断成两三句，一句只说一件事。
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import sentence_at, sentence_spans
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("这句话有 {count} 个汉字，太长了", "This sentence has {count} Han characters")
ADVICE = Wording("断成两三句，每句不超过 {limit} 个字。", "Split it; no sentence should have more than {limit}.")
_LIMIT = 60
_HAN = re.compile(r"[\u4e00-\u9fff]")
_QUOTE = re.compile(r"“[^“”]*”")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the first character of each sentence that is too long."""
    if not document.entry.in_own_words:
        return
    for text, start, end in sentence_spans(document):
        if end - start <= _LIMIT:
            continue
        sentence = sentence_at(document, text, start, end)
        count = len(_HAN.findall(_QUOTE.sub("", sentence.shown)))
        if count > _LIMIT and not sentence.words.startswith("|"):
            yield Finding(sentence.span(document, 0, 1), {"count": str(count), "limit": str(_LIMIT)})
