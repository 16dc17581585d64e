"""“不要做的事”里写成了要做的事。

## 查什么
`dont` 里的一项，没有“不”“别”“勿”“没有”“避免”这样的字。“……的，”这样的条件、“扣不到”“没钱”里的不算。

## 为什么
这一栏的标题是“不要做”。漏了一个“不”字，读者会照着做；会害人的做法写在这一栏也不再单独提醒。

## 怎么改
写成完整的一句“不……”；本来就是该做的，挪到 `do_now`。

- 错：`dont: [把房子过户给家人。]`
- 对：`dont: [不把房子过户给家人。]`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording(
    "“{words}”写在 dont 里，读起来却像要做的事", "“{words}” stands in `dont` but reads like something to do"
)
ADVICE = Wording(
    "写成“不……”的一整句；本来就是该做的，挪到 do_now。", "Begin it with 不, or move it to `do_now` if it is to be done."
)
_NOT = re.compile("[不别勿没未莫]|避免|少[^不]|无须|无需")
_OF_ANOTHER = re.compile(
    r"[办找扣查说谈打拿还付做看追收联告]不(?:到|下去|了(?!解)|起|上|掉|清|完|出|成|着)|没[钱事]|^没[^，。]{0,30}的，(?=[^，。]{0,9}[可先就])"
)
"""A negation that forbids nothing: what cannot be done, and the condition of advice."""


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each item of `dont` without a negation."""
    article = document.article
    for at, words in enumerate(article.dont if article else ()):
        if not _NOT.search(_OF_ANOTHER.sub("", words)):
            yield Finding(document.at("dont", at), {"words": words[:30]})
