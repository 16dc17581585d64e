"""冒号后面少了空格。

## 查什么
字段名的冒号、列表项的短横后面直接写了内容。

## 为什么
YAML 要有空格才知道这是字段名或列表项，没有就当成一句话。

## 怎么改
冒号、短横后面加一个空格。

- 错：`title:分付是什么`
- 对：`title: 分付是什么`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{text}”的冒号或短横后面要有空格", "A space belongs after the colon or the dash in “{text}”")
ADVICE = Wording(
    "在标出的地方后面加一个半角空格。",
    "Put a space after the mark.",
)
