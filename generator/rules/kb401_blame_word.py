"""用了责备读者的词。

## 查什么
“老赖”“活该”“贪心”“自作自受”“不负责任”“没出息”等。放在“ ”里转述、术语页里解释俗语、误区的标题不查。

## 为什么
读者已经在自责。责备会让人关掉页面，也会让人更不敢求助。

## 怎么改
说事情，不说人品：

- 错：`因为贪心借了太多。`
- 对：`借的钱超过了还得起的数。`
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.linting.sentences import flagged
from generator.reading.document import Document
from generator.reading.editors_words import WordList

SEVERITY: Severity = "error"
MESSAGE = Wording("“{word}”是在责备读者", "“{word}” blames the reader")
ADVICE = Wording(
    "换成不带评判的说法，如“欠款的人”“还款困难”“借的钱超过了还得起的数”。",
    "Use words without judgement, such as 欠款的人 or 还款困难.",
)


def facts(given: Context) -> WordList:
    """The words that editors have listed."""
    return given.library.words.tone.blame


@by_facts(facts, lambda words: (words.pattern,))
def check(document: Document, words: WordList) -> Iterator[Finding]:
    """A finding at each word of blame outside quotation marks."""
    for text, found in flagged(document, words):
        yield Finding(document.within(text, *found.span()), {"word": found[0]})
