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

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.running import Finding, OwnCheck, Severity
from generator.linting.sentences import phrases
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”是套话", "“{words}” is a filler phrase")
ADVICE = Wording("删掉它，直接从要说的事开始。", "Delete it and begin with what you have to say.")
_WORDS = re.compile(
    r"在(?:现代|当今|当前|如今的?)社会中?|随着[^，。\n]{2,20}的(?:不断|快速|日益)?(?:发展|进步|普及|提高|完善|兴起|加快)|众所周知|综上所述|值得(?:注意|一提)的是|总而言之|总的来说|需要指出的是|不言而喻|毋庸置疑|毫无疑问|由此可见|不难看出|归根结底"
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each filler phrase."""
    if document.entry.in_own_words:
        for text, found in phrases(document, _WORDS):
            yield Finding(document.within(text, *found.span()), {"words": found[0]})
