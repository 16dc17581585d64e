"""数量说得含糊。

## 查什么
“很长时间”“大概率”“很多人都”“一般来说”“绝大多数”等，同一句又没有来源。

## 为什么
读者要据此做决定。含糊的话帮不上忙，也可能不真实。

## 怎么改
写出数字和来源；没有数字，就说“不一定”“有的会，有的不会”，或者说清取决于什么。

- 错：`大概率会被起诉。`
- 对：`有的机构会起诉，有的不会，要看金额和公司的做法。`
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.linting.sentences import flagged, sentence_around
from generator.reading.document import Document
from generator.reading.editors_words import WordList

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{words}”太含糊", "“{words}” is vague")
ADVICE = Wording("写出数字和来源，或者说清取决于什么。", "Give a number with its source, or say what it depends on.")


def facts(given: Context) -> WordList:
    """The words that editors have listed."""
    return given.library.words.tone.vague


@by_facts(facts, lambda words: (words.pattern,))
def check(document: Document, words: WordList) -> Iterator[Finding]:
    """A finding at each vague quantity in a sentence that cites nothing."""
    for text, found in flagged(document, words):
        if not document.cites(text.location, *sentence_around(text.value, found.start())):
            yield Finding(document.within(text, *found.span()), {"words": found[0]})
