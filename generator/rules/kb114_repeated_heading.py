"""同一页有两个一样的小标题。

## 查什么
一个条目里 `sections` 的小标题（或小节 `id`）重复，或者小节的 `id` 是页面自己用的名字（`main`、`sources`、`turn-to`、`kb-…` 等）。

## 为什么
小标题就是锚点，重复的那一节链接不到。

## 怎么改
改一个，让它说清这一节讲什么。
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linking.addresses import section_anchor
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("小标题“{heading}”在这一页出现过了", "The heading “{heading}” is on this page already")
ADVICE = Wording("换一个说法，让读者一看就知道两节有什么不同。", "Use other words that tell the two sections apart.")
_OF_PAGES = re.compile(
    r"(?:kb|i|c|f|q|r|cite|search|log|unverified)-.+"
    r"|main|sources|turn-to|say|facts|steps|seek-help|assumptions|beside|examples|limits|more|result|send|situations"
)
"""The names of what every page of some type has on it."""


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each heading whose anchor an earlier section, or the page itself, has already."""
    seen: set[str] = set()
    for place, section in document.sections.items():
        anchor = section_anchor(section)
        if section.id and _OF_PAGES.fullmatch(section.id):
            yield Finding(document.at(*place, "id"), {"heading": section.id})
        elif anchor in seen or section.heading in seen:
            yield Finding(document.at(*place, "heading"), {"heading": section.heading})
        seen |= {anchor, section.heading}
