"""列表或表格前面没有空行。

## 查什么
正文里，段落的下一行直接写 `- `、`1. ` 或 `|` 开头的表格，中间没有空行。

## 为什么
没有空行，列表和表格不会生效，读者会看到一串横线和竖线。

## 怎么改
在列表或表格前面空一行。可以运行 `kb check --fix`。
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Span, Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import following_lines
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("列表或表格前面要空一行", "A list or table needs a blank line before it")
ADVICE = Wording("在这一行前面加一个空行。", "Put a blank line before this line.")
_START = re.compile(r"\n(?:[-*+][ \t]+\S|1[.)][ \t]+\S|\|)")
_BEGIN = re.compile(r"\n(?:[-*+][ \t]|1[.)][ \t]|\|)")
_INSIDE = re.compile(r"^[ \t]*(?:[-*+>][ \t]|\d+[.)][ \t]|\||$)|^[ \t]+")


@OwnCheck.where(_BEGIN)
def check(document: Document) -> Iterator[Finding]:
    """A finding at the first line of each list or table that follows a paragraph directly."""
    for each in following_lines(document, _START):
        if not _INSIDE.match(each.before):
            span = each.span(document)
            yield Finding(span, {}, "\n", Span(span.line, 1, span.line, 1))
