"""正文里直接写了外部网址。

## 查什么
凡是页面上显示的文字（标题、别名、文书也算）里的 `https://…`、`www.…` 或 Markdown 链接 `[文字](网址)`。

## 为什么
外部网址会失效、会被仿冒。放在来源或求助渠道里，有人定期核对，读者也看得到出处。

## 怎么改
写成来源或求助渠道，再引用：

- 错：`去 https://ipcrs.pbccrc.org.cn 查征信`
- 对：`去[[contacts/credit-reference-centre]]查征信`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, ValueCheck
from generator.linting.sentences import search
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("正文里不要直接写网址“{link}”", "Outside address “{link}” in a text")
ADVICE = Wording(
    "引用本站的条目写 [[id]] 或 [[id|文字]]；外面的网址写进 content/sources/ 或 content/contacts/，正文里引用那一条。",
    "Refer to an entry as [[id]] or [[id|words]]; put an outside address into content/sources/ or content/contacts/.",
)
_LINK = re.compile(
    r"\](?:\([^()\s]{0,200}\)?)|^ {0,3}\[[^\[\]\n]{1,100}\]: *\S"
    r"|(?<![A-Za-z0-9])(?i:(?:https?|ftp|file|weixin|alipays?)://|javascript:|vbscript:|data:)[^\s\u4e00-\u9fff。，）]*"
    r"|(?<![A-Za-z0-9])(?i:www)\.[\w.-]+|(?<![A-Za-z0-9:])//[A-Za-z0-9-]+\.[A-Za-z0-9.-]+",
    re.MULTILINE,
)
_MARKS = re.compile(r"\]\(|\]:|//|[Pp][Tt]:|[Tt][Aa]:|[Ww][Ww][Ww]\.")
"""What every such link contains."""
_LONGEST_LABEL = 100
_INSIDE = re.compile(
    r"\[(?P<words>[^\[\]]+)\]\((?:\.{0,2}/)*(?:[a-z]+/)?(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)(?:\.yaml|\.md|/)?\)"
)
"""A Markdown link to another entry, by its address or file."""


@ValueCheck.where(_MARKS)
def check(document: Document) -> Iterator[Finding]:
    """A finding at each address or Markdown link in a text."""
    for text, found in search(document, _LINK):
        start, end = _label(text.value, found.start()), found.end()
        if text.value[start - 1 : start] != "!" or start == found.start():
            link = text.value[start:end]
            inside = _INSIDE.fullmatch(link)
            instead = f"[[{inside['id']}|{inside['words']}]]" if inside else ""
            yield Finding(document.within(text, start, end), {"link": link, "guess": instead})


def _label(text: str, end: int) -> int:
    """The offset where the label of a Markdown link begins whose bracket is closed at `place`; `place` if there is
    none.
    """
    if text[end] != "]":
        return end
    line = text.rfind("\n", max(0, end - _LONGEST_LABEL), end) + 1
    start = text.rfind("[", max(line, end - _LONGEST_LABEL), end)
    return start if start >= 0 else end
