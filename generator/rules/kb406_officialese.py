"""用了公文腔。

## 查什么
“进行沟通”“予以处理”“加以核实”“旨在”“之一就是”“相关部门”这类写法。

## 为什么
公文腔长而空，读者不知道到底是谁做什么。

## 怎么改
直接用动词，说清是谁：

- 错：`应与机构进行沟通，相关部门会予以处理。`
- 对：`先和机构谈。监管部门收到投诉后会答复你。`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.running import Finding, OwnCheck, Severity
from generator.linting.sentences import phrases
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{words}”是公文腔", "“{words}” is officialese")
ADVICE = Wording("直接说谁做什么，如“进行沟通”写成“谈”。", "Say plainly who does what.")
_WORDS = re.compile(
    r"进行(?:了|有效|充分|积极)?(?:的)?(?:沟通|核实|协商|投诉|处理|催收|分析|评估|确认|联系|了解|管理|记录|还款|说明|交流|调整|咨询|查询|检查|选择)"
    r"|予以|加以(?:核实|处理|说明|利用|解决|改善)|(?:做出|作出)(?:了)?(?:贡献|努力)|旨在|之一就是|相关部门|切实|上述|具有重要意义|起到了?[^，。]{0,6}作用|在此基础上|有鉴于此"
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each piece of officialese."""
    if document.entry.in_own_words:
        for text, found in phrases(document, _WORDS):
            yield Finding(document.within(text, *found.span()), {"words": found[0]})
