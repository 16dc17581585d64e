"""把吓人的话当成事实写。

## 查什么
“肯定会被起诉”“必然坐牢”“马上抓人”等。放在“ ”里转述、误区的标题、问句、写明不会的不查。

## 为什么
催收和骗子靠这些话逼人。我们说得和他们一样，读者会做出更坏的决定。

## 怎么改
说清谁、在什么条件下可以做什么：

- 错：`不还肯定会被起诉。`
- 对：`贷款方可以起诉，会不会起诉要看它自己。`
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.linting.sentences import flagged
from generator.reading.document import Document
from generator.reading.editors_words import WordList

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”把可能的事说成了必然", "“{words}” presents a threat as a fact")
ADVICE = Wording(
    "说清谁、在什么条件下可以做什么；转述别人的话就放进“ ”。",
    "Say who may do what under which condition; put other people's words into “ ”.",
)


def facts(given: Context) -> WordList:
    """The words that editors have listed."""
    return given.library.words.tone.threats


@by_facts(facts, lambda words: (words.pattern,))
def check(document: Document, words: WordList) -> Iterator[Finding]:
    """A finding at each certain threat that is neither quoted nor denied."""
    for text, found in flagged(document, words):
        yield Finding(document.within(text, *found.span()), {"words": found[0]})
