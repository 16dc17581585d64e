"""标题末尾有多余的标点，或者开头有编号。

## 查什么
标题、小标题和别名以 `。，、：；` 或半角的 `. , : ;` 结尾，或者以“一、”“（2）”“3.”这样的编号开头。问号和感叹号可以。

## 为什么
标题在目录、搜索结果和链接里单独出现，多余的标点像没写完，编号也没有意义。

## 怎么改
删掉。可以运行 `kb check --fix`。

- 错：`heading: 怎么投诉：`
- 对：`heading: 怎么投诉？`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.entry import Role, Text, has_role
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import search
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("标题和别名里不要写“{mark}”", "A heading or name has no “{mark}”")
ADVICE = Wording(
    "删掉它：结尾不要标点，是问题就用“？”；开头不要编号，页面按顺序排。", "Remove it; a question ends with ？."
)
_END = re.compile(
    r"(?m)[。，、：；.,:;]+$|^(?:[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十0-9]{1,2}[)）]|[0-9]{1,2}[.、．](?![0-9])\s*)"
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the punctuation at the end, or the number at the beginning, of a title, heading or alias."""
    for text, found in search(document, _END, ("plain",)):
        if _is_name(document, text) and document.entry.in_own_words:
            yield Finding(document.within(text, *found.span()), {"mark": found[0]}, "")


def _is_name(document: Document, text: Text) -> bool:
    """Whether a text is a title, a heading or another name of the entry."""
    return text.location[0] == "aliases" or has_role(type(document.entry), text.location, Role.HEADING)
