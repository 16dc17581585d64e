"""用了打包票的词。

## 查什么
“百分百”“包过”“内部渠道”“强制上岸”“一定能”“彻底解决”等。放在“ ”里转述、同一句写明是骗局的不查。

## 为什么
没有谁能保证结果。这些也是骗子最常用的词，读者在我们这里看到，就更容易信他们。

## 怎么改
说清条件和可能的结果：

- 错：`照这样做一定能减免。`
- 对：`照这样做，有的机构会同意减免，有的不会。`
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.linting.sentences import flagged
from generator.reading.document import Document
from generator.reading.editors_words import WordList

SEVERITY: Severity = "error"
MESSAGE = Wording("“{word}”是在打包票", "“{word}” promises what nobody can promise")
ADVICE = Wording(
    "说清条件和可能的结果；转述别人的话就放进“ ”。",
    "Say under which conditions what may happen; put other people's words into “ ”.",
)


def facts(given: Context) -> WordList:
    """The words that editors have listed."""
    return given.library.words.tone.promises


@by_facts(facts, lambda words: (words.pattern,))
def check(document: Document, words: WordList) -> Iterator[Finding]:
    """A finding at each promise that is neither quoted nor called a fraud."""
    for text, found in flagged(document, words):
        yield Finding(document.within(text, *found.span()), {"word": found[0]})
