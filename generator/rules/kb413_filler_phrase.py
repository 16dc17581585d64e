"""用了没有内容的套话。

## 查什么
“在现代社会中”“随着……的发展”“众所周知”“综上所述”“值得注意的是”等开头。

## 为什么
读者只有一分钟。套话占地方，却什么也没说。

## 怎么改
整个删掉，直接从要说的事开始：

- 错：`随着互联网金融的发展，催收越来越规范。`
- 对：`2025 年起，催收有了国家标准[@gbt-45251:cover]。`
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.linting.sentences import flagged
from generator.reading.document import Document
from generator.reading.editors_words import WordList

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”是套话", "“{words}” is a filler phrase")
ADVICE = Wording("删掉它，直接从要说的事开始。", "Delete it and begin with what you have to say.")


def facts(given: Context) -> WordList:
    """The words that editors have listed."""
    return given.library.words.tone.filler


@by_facts(facts, lambda words: (words.pattern,))
def check(document: Document, words: WordList) -> Iterator[Finding]:
    """A finding at each filler phrase."""
    for text, found in flagged(document, words):
        yield Finding(document.within(text, *found.span()), {"words": found[0]})
