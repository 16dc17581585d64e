"""引用的写法不对。

## 查什么
没有配对的 `[[`、`]]`、`[@`、`{{`、`}}`；全角的【【、［［、《《；`[@` 后面有空格；冒号写成全角；`@` 外面写成了圆括号。

## 为什么
写法不对，读者会看到一串方括号，来源也不会显示。

## 怎么改
三种写法：`[[条目]]` 或 `[[条目|文字]]`，`[@来源:条款]`，`{{参数}}`，都用半角。

- 错：`[@ civil-code：188]`
- 对：`[@civil-code:188]`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import blanked, holds
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”不是完整的引用", "“{words}” is not a complete reference")
ADVICE = Wording(
    "写成 [[条目]]、[[条目|文字]]、[@来源:条款] 或 {{{{参数}}}}，符号都用半角。",
    "Write [[entry]], [[entry|words]], [@source:clause] or {{{{parameter}}}}, all half-width.",
)
_LOOSE = re.compile(
    r"(?:\[\[|［［|【【|《《|\{\{|｛｛|\[@|［@|【@|[\[［【]＠|［＠)[^\[\]{}【】《》［］｛｝\n。，]{0,30}(?:\]\]?|］］?|】】?|》》|\}\}|｝｝)?|[(（]@[a-z0-9-]+[:：][^()（）\n]{1,20}[)）]|\]\]|\}\}|］］|】】|》》|｝｝"
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each stretch that looks like a reference but is none."""
    for text in document.texts if holds(document, _LOOSE) else ():
        if text.markup == "plain":
            continue
        for found in _LOOSE.finditer(blanked(text.value)):
            yield Finding(document.within(text, *found.span()), {"words": found[0].strip()})
    for reference in document.references:
        if reference.kind == "citation" and reference.text and "：" in reference.target:
            words = reference.text.value[reference.start : reference.end]
            yield Finding(document.within(reference.text, reference.start, reference.end), {"words": words})
