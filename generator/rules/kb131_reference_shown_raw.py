"""这个字段不能写引用，读者会看到原样的括号。

## 查什么
只有文字的字段（标题、别名、机构名等）里写了 `[[条目]]`、`[@来源:条款]` 或 `{{参数}}`。

## 为什么
这些字段照原样显示，`{{court-answer-days}}` 会印在页面上。

## 怎么改
直接写文字，把引用放到正文或“带来源”的字段里。

- 错：`title: 收到后 {{court-answer-days}} 日内怎么办`
- 对：`title: 收到起诉状以后怎么办`
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("这个字段不能写引用 {words}", "This field cannot hold a reference: {words}")
ADVICE = Wording(
    "这里照原样显示，读者会看到括号。直接写文字，把引用放到正文里。",
    "It is shown as written, brackets and all. Write plain words here and put the reference into the text.",
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each reference in a field that is shown as written."""
    for found in document.shown_raw:
        if found.text:
            words = found.text.value[found.start : found.end]
            yield Finding(document.within(found.text, found.start, found.end), {"words": words})
