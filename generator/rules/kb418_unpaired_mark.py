"""引号、书名号或括号只有一半。

## 查什么
同一段（列表的一项、表格的一行也算一段）里，`“ ”`、`‘ ’`、`《 》`、`（ ）` 有没有成对。照抄来的原文不查。

## 为什么
读者分不清哪里是原话、哪里是名字；规则也靠引号分辨哪些是转述的话。

## 怎么改
补上另一半；用不着，就把这一半也删掉。

- 错：`先问“你是哪家公司？`
- 对：`先问“你是哪家公司？”`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.entry import Role, Text, has_role
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import all_texts
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{mark}”没有另一半", "{mark} has no other half")
ADVICE = Wording(
    "在同一段里补上“{other}”；用不着就把这一半删掉。", "Add {other} in the same paragraph, or remove this half."
)
_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"))
_OTHER_HALF = dict(_PAIRS) | {closing: opening for opening, closing in _PAIRS}
_MARK = re.compile("[“”‘’《》（）]")
_WORDS = r"[^“”‘’《》（）\n]"
_IN_PAIRS = re.compile(rf"(?:[^“”‘’《》（）]++|“{_WORDS}*+”|‘{_WORDS}*+’|《{_WORDS}*+》|（{_WORDS}*+）)*+")
"""Words whose marks are all paired, none within another: what most texts are."""


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each half of a pair in a paragraph that lacks the other one."""
    for text in document.texts if not _IN_PAIRS.fullmatch(all_texts(document)) else ():
        if has_role(type(document.entry), text.location, Role.VERBATIM):
            continue
        for start, mark in _alone(text):
            yield Finding(document.within(text, start, start + 1), {"mark": mark, "other": _OTHER_HALF[mark]})


def _alone(text: Text) -> Iterator[tuple[int, str]]:
    """The halves without another half, with their places."""
    for line in re.finditer(r"[^\n]+", text.value) if not _IN_PAIRS.fullmatch(text.value) else ():
        opened: list[re.Match[str]] = []
        for found in _MARK.finditer(line[0]):
            if opened and _OTHER_HALF[opened[-1][0]] == found[0] and found[0] in "”’》）":
                opened.pop()
            else:
                opened.append(found)
        yield from ((line.start() + found.start(), found[0]) for found in opened)
