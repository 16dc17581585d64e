"""正文里写了标题。

## 查什么
正文里以 `#` 开头的行，或者单独一行加粗当标题用。

## 为什么
小标题由 `heading` 生成。写在正文里的不会进目录，也不能链接。

## 怎么改
拆成新的一节：

- 错：正文里写 `## 怎么投诉`
- 对：新的一节 `heading: 怎么投诉？`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import search
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("正文里不要写标题“{words}”", "Heading “{words}” in a body")
ADVICE = Wording(
    "拆成新的一节，把它写进 heading；只是强调就写进句子里。",
    "Begin a new section with this `heading`, or put the words into a sentence.",
)
_HEADING = re.compile(r"(?m)^[ \t]*(?:#{1,6}[ \t]*[^\s#][^\n]*|\*\*[^*\n]+\*\*[：:]?[ \t]*$)")


@OwnCheck.where(_HEADING)
def check(document: Document) -> Iterator[Finding]:
    """A finding at each line of a body that serves as a heading."""
    for text, found in search(document, _HEADING, ("block",)):
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        yield Finding(document.within(text, start, found.end()), {"words": found[0].strip("#*： \t")})
