"""写成了教人违法或躲债。

## 查什么
“转移财产”“假离婚”“伪造证明”“换号失联”等做法，同一句里没有“不要”“不能”“违法”这样的话。`dont` 和问句不查。

## 为什么
照做的人可能承担更重的责任，甚至构成犯罪。

## 怎么改
去掉它；要提醒读者别做，就在同一句里写明。

- 错：`先把存款转移财产。`
- 对：`不要转移财产，法院可以撤销。`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.entry import Role, has_role
from generator.linting.running import Finding, OwnCheck, Severity
from generator.linting.sentences import blanked, holds, said_by_others, sentences
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{words}”读起来像在教人这样做", "“{words}” reads like advice to do so")
ADVICE = Wording(
    "去掉它，或者在同一句里写明不要做、有什么后果。", "Remove it, or say in the same sentence not to do it and why."
)
_WORDS = re.compile(
    r"(?:转移|藏起?|隐匿|隐藏)(?:名下|家里|自己)?的?(?:财产|资产|存款)|假离婚|(?:伪造|编造|假造)(?:[^，。；]{0,6})(?:证明|病历|流水|合同|材料)"
    r"|假(?:证明|病历|流水)|(?:换号|换手机号|拔卡|注销手机号)[^，。；]{0,4}(?:失联|躲)|彻底失联|装(?:死|精神病)"
)
_WARNS = re.compile(r"不|别|勿|声称|教唆|教人|无效|违法|犯罪|罪|骗|撤销|风险|拘留|处罚|责任|禁止|警惕|谎|追究")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each harmful act that its sentence does not warn of."""
    for sentence in sentences(document) if holds(document, _WORDS) else ():
        question = sentence.words.rstrip("”").endswith(("？", "?"))
        if (
            question
            or has_role(type(document.entry), sentence.location, Role.FORBIDS)
            or said_by_others(document, sentence.text)
        ):
            continue
        for found in _WORDS.finditer(blanked(sentence.words)):
            if not _WARNS.search(sentence.words):
                yield Finding(sentence.span(document, *found.span()), {"words": found[0]})
