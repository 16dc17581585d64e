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

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.running import Finding, OwnCheck, Severity
from generator.linting.sentences import phrases, sentence_around
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”把可能的事说成了必然", "“{words}” presents a threat as a fact")
ADVICE = Wording(
    "说清谁、在什么条件下可以做什么；转述别人的话就放进“ ”。",
    "Say who may do what under which condition; put other people's words into “ ”.",
)
_WORDS = re.compile(
    r"(?<!不)(?<!不是)(?<!并非)(?:必然|肯定|一定|必定|马上|立刻|迟早|注定|早晚)(?:会|要|就|将|就会)?(?:被|让你|去|把你)?(?:坐牢|判刑|起诉|抓|拘留|逮捕|上门|冻结|查封|失信|通缉|影响子女)"
)
_DENIES = re.compile(r"吗|是不是|会不会|不是真|骗|假的|吓|谎|没有|并不|不会|不等于|说法|误")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each certain threat that is neither quoted nor denied."""
    if document.entry.in_own_words:
        for text, found in phrases(document, _WORDS):
            if not _DENIES.search(sentence_around(text.value, found.start())):
                yield Finding(document.within(text, *found.span()), {"words": found[0]})
