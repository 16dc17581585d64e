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

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.running import Finding, OwnCheck, Severity
from generator.linting.sentences import phrases
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{word}”是在责备读者", "“{word}” blames the reader")
ADVICE = Wording(
    "换成不带评判的说法，如“欠款的人”“还款困难”“借的钱超过了还得起的数”。",
    "Use words without judgement, such as 欠款的人 or 还款困难.",
)
_WORDS = re.compile(
    r"老赖|活该|贪心|贪婪|自作自受|咎由自取|不负责任|没出息|虚荣|懒惰|好吃懒做|不自律|乱花钱|大手大脚|败家|不思进取|自找的|赖账的人|欠债不还的人|意志薄弱|不争气"
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each word of blame outside quotation marks."""
    if document.entry.in_own_words:
        for text, found in phrases(document, _WORDS):
            yield Finding(document.within(text, *found.span()), {"word": found[0]})
