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

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.running import Finding, OwnCheck, Severity
from generator.linting.sentences import phrases, sentence_around
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{words}”太含糊", "“{words}” is vague")
ADVICE = Wording("写出数字和来源，或者说清取决于什么。", "Give a number with its source, or say what it depends on.")
_WORDS = re.compile(
    r"很长(?:一段)?时间|大概率|小概率|很多人都|不少人都|大多数人都|绝大多数|一般来说|一般而言|通常来说|大部分情况下|大多数情况下|相当多|众多|无数人"
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each vague quantity in a sentence that cites nothing."""
    for text, found in phrases(document, _WORDS):
        if "[@" not in sentence_around(text.value, found.start()) and document.entry.in_own_words:
            yield Finding(document.within(text, *found.span()), {"words": found[0]})
