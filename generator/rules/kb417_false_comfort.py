"""安慰得过了头，让人放下该做的事。

## 查什么
“不用管”“就没事了”“拿你没办法”“不会有任何后果”“不会起诉你”等。放在“ ”里转述、问句、写明是误区、句子有来源的不查。

## 为什么
读者最想听这样的话。信了，就错过期限，少还的变成多还的。

## 怎么改
说清什么情况下会怎样，现在能做什么：

- 错：`催收只是吓唬人，其实不用管。`
- 对：`先核实是谁打来的，再决定怎么回。`
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.linting.sentences import flagged
from generator.reading.document import Document
from generator.reading.editors_words import WordList

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”会让人放下该做的事", "“{words}” lets readers drop what they should do")
ADVICE = Wording(
    "说清什么情况下会怎样、现在做什么；有依据就写来源；转述别人的话就放进“ ”。",
    "Say what may happen when, and what to do now; cite what it rests on; put other people's words into “ ”.",
)


def facts(given: Context) -> WordList:
    """The words that editors have listed."""
    return given.library.words.tone.comfort


@by_facts(facts, lambda words: (words.pattern,))
def check(document: Document, words: WordList) -> Iterator[Finding]:
    """A finding at each such comfort that is neither quoted nor called false."""
    for text, found in flagged(document, words):
        yield Finding(document.within(text, *found.span()), {"words": found[0]})
