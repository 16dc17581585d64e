"""有看不见的字符。

## 查什么
零宽空格、不换行空格、全角空格、方向控制符、异体选择符等。凡是写下来的字都查，连只给搜索用的问法也查。

## 为什么
它们看不见，却会让搜索、链接和比对失败。多半是从网页或聊天里复制来的。

## 怎么改
删掉；需要空格就用普通的半角空格。可以运行 `kb check --fix`。
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, ValueCheck
from generator.linting.sentences import search_values
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("这里有看不见的字符 {character}", "There is an invisible character {character} here")
ADVICE = Wording("删掉它；需要空格就打一个普通的半角空格。", "Delete it, or type an ordinary space.")
_INVISIBLE = re.compile(
    "[\u00a0\u00ad\u034f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f"
    "\uffa0\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a]+"
)
_OF_EMOJI = re.compile("[\u200d\ufe0f]+")
"""What joins pictures to one or asks for their colours: without it, another picture would be shown."""


@ValueCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each run of invisible characters."""
    for text, found in search_values(document, _INVISIBLE):
        replacement = None if _OF_EMOJI.fullmatch(found[0]) else " " if "\u00a0" in found[0] else ""
        facts = {"character": f"U+{ord(found[0][0]):04X}"}
        yield Finding(document.within(text, *found.span()), facts, replacement)
