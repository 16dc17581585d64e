"""替读者说了他可能证明不了的话。

## 查什么
文书里不带条件、也不是读者自己填的句子，说对方威胁、骚扰、泄露、违法等。

## 为什么
不是每个读者都遇到了这件事。信里写了没有的事，读者要担责任，真的事也没人信了。

## 怎么改
写成有条件的一段（`if`），让读者选了才出现；或者换成 `{facts}`，由读者自己写。

- 错：`text: 你们多次辱骂我。`
- 对：`if: insulted=yes` 再写 `text: 通话中有辱骂的话。`
"""

import re
from collections.abc import Iterator

from generator.content_types.letter import Letter
from generator.diagnostics import Wording
from generator.entry import Text
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document
from generator.tools.placeholders import PLACEHOLDER

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”不是每个读者都能这样说", "Not every reader can say “{words}”")
ADVICE = Wording("放进带 if 的一段，或让读者自己写。", "Put it into a part with `if`, or let readers write it.")
_CLAIM = re.compile(
    r"(?:你们|你方|贵司|贵行|贵公司|对方|催收(?:人员|员|公司)?|来电的?人|该机构|原告|申请人)[^，。；：\n]{0,12}?"
    r"(?:威胁|辱骂|骂|骚扰|恐吓|泄露|透露|说出|打给|公开|群发|冒充|欺骗|误导|违法|违反|侵犯|侵害|多收|隐瞒)"
)
_ASKED = re.compile(r"请|要求|不得|不应|停止|不要|如果|是否|有没有")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each claim about the other side that stands in every reader's letter."""
    if not isinstance(document.entry, Letter):
        return
    for index, part in enumerate(document.entry.parts):
        if part.if_ is None:
            text = Text(("parts", index, "text"), part.text, "letter")
            for sentence in re.finditer(r"[^。；\n]+", part.text):
                found = _CLAIM.search(sentence[0])
                if found and not _ASKED.search(sentence[0]) and not PLACEHOLDER.search(sentence[0]):
                    start = sentence.start() + found.start()
                    yield Finding(document.within(text, start, sentence.start() + found.end()), {"words": found[0]})
