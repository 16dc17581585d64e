"""文字里有表情符号。

## 查什么
读者看得到的文字里的表情和图画符号。

## 为什么
旧手机上常常显示成方框，读屏软件会把它念成一串字；在难受的时候，表情也容易显得轻飘。

## 怎么改
删掉，或者用文字说。

- 错：`先挂断😊。`
- 对：`先挂断。`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import holds, rare_characters
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{found}”是表情符号", "“{found}” is a pictograph")
ADVICE = Wording("删掉，或者用文字说；旧手机上会显示成方框。", "Remove it or say it in words; old phones show a box.")
_PICTOGRAPH = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u26ff\u2705\u2708-\u270f\u2728\u274c\u2753-\u2757\u2763\u2764\u2b50\u2b55][\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]*"
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each pictograph in a text that readers see."""
    for text in document.texts if rare_characters(document) and holds(document, _PICTOGRAPH) else ():
        for found in _PICTOGRAPH.finditer(text.value):
            yield Finding(document.within(text, *found.span()), {"found": found[0]})
