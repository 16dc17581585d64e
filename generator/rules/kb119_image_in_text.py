"""正文里放了图片。

## 查什么
`![说明](地址)`。

## 为什么
图片在慢网和读屏软件里没有用，也没有统一的核对和授权记录。

## 怎么改
用文字或表格写出来。

- 错：`![流程图](flow.png)`
- 对：用 1. 2. 3. 的列表写流程
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import search
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("正文里不能放图片", "A text cannot hold an image")
ADVICE = Wording("用文字、列表或表格写出来。", "Use words, a list or a table.")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,200}\](?:\([^()\n]{0,300}\))?")


@OwnCheck.where(_IMAGE)
def check(document: Document) -> Iterator[Finding]:
    """A finding at each image."""
    for text, found in search(document, _IMAGE):
        yield Finding(document.within(text, *found.span()))
