"""这个字段不能写引用和排版记号，读者会原样看到。

## 查什么
只有文字的字段（标题、小标题、别名、机构名等）里写了 `[[条目]]`、`[@来源:条款]`、`{{参数}}`，或者 `**加粗**`、`` `反引号` ``、`~~删除线~~`。

## 为什么
这些字段照原样显示，`{{court-answer-days}}` 会印在页面上。

## 怎么改
直接写文字，把引用放到正文或“带来源”的字段里。

- 错：`title: 收到后 {{court-answer-days}} 日内怎么办`
- 对：`title: 收到起诉状以后怎么办`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import search
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("这个字段不能写 {words}", "This field cannot hold {words}")
ADVICE = Wording("这里照原样显示，读者会看到记号。{how}。", "It is shown as written, marks and all. {how}.")
_REFERENCE = Wording("直接写文字，把引用放到正文里", "Write plain words here and put the reference into the text")
_MARKUP = re.compile(r"\*\*(?P<bold>[^*\n]+)\*\*|`(?P<code>[^`\n]+)`|~~(?P<struck>[^~\n]+)~~")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each reference and each piece of markup in a field that is shown as written."""
    for found in document.shown_raw:
        if found.text:
            words = found.text.value[found.start : found.end]
            yield Finding(document.within(found.text, found.start, found.end), {"words": words, "how": _REFERENCE})
    for text, markup in search(document, _MARKUP, ("plain",)):
        plain = next(filter(None, markup.groups()))
        how = Wording(f"只写“{plain}”", f"Write “{plain}” alone")
        yield Finding(document.within(text, *markup.span()), {"words": markup[0], "how": how}, plain)
