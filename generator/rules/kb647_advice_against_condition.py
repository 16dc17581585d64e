"""计算器的话，和它的条件相反。

## 查什么
`advice` 的 `when` 是拿算出来的数和一个参数或数字比，`says` 第一小句里的“超过”“高于”“不到”“低于”和它相反。

## 为什么
没过线的读者会看到“超过了”，过线的反而什么也看不到。

## 怎么改
把 `when` 的大于、小于改过来；话写错了，就改话。

- 错：`when: apr < line`，`says: 算出来超过这条线。`
- 对：`when: apr > line`，`says: 算出来超过这条线。`
"""

import re
from collections.abc import Iterator

from generator.content_types.calculator import Calculator
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("条件是“{when}”，话里说的却是“{words}”", "The condition is “{when}”, but the words say “{words}”")
ADVICE = Wording("条件改成 {right}；话写错了就改话。", "Make the condition {right}, or mend the words.")
_COMPARED = re.compile(r"\s*(?P<left>[a-z][a-z0-9_]*) *(?P<than><=?|>=?) *(?P<right>[a-z][a-z0-9_]*|[0-9.]+)\s*")
_BOUNDS = re.compile(
    r"(?P<below>(?:没有?|不)(?:超过|高于|大于|多于|到)|未满|不足|低于|少于|小于|以内|以下|比[^，。；]{1,30}?[低少小])"
    r"|(?P<above>超过|超出|高于|大于|多于|达到|不低于|不少于|以上|比[^，。；]{1,30}?[高多大])"
)
_OTHER = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the condition of each advice whose words say the opposite of it."""
    entry = document.entry
    if isinstance(entry, Calculator):
        constants = {each.id for each in entry.constants}
        for index, advice in enumerate(entry.advice):
            compared = _COMPARED.fullmatch(advice.when)
            said = _BOUNDS.search(re.split("[，。；]", advice.says)[0])
            fixed = compared and (compared["right"] in constants or compared["right"][0].isdigit())
            if compared and fixed and said and (compared["than"][0] == ">") != bool(said["above"]):
                right = f"{compared['left']} {_OTHER[compared['than']]} {compared['right']}"
                facts = {"when": advice.when, "words": said[0], "right": right, "guess": right}
                yield Finding(document.at("advice", index, "when"), facts)
