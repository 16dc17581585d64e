"""冒号后面少了空格。

## 查什么
字段名的冒号后面直接写了内容。

## 为什么
YAML 要有空格才知道这是字段名，没有就当成一句话。

## 怎么改
冒号后面加一个空格。

- 错：`title:分付是什么`
- 对：`title: 分付是什么`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{text}”的冒号后面要有空格", "A space belongs after the colon in “{text}”")
ADVICE = Wording(
    "冒号后面加一个半角空格。",
    "Put a space after the colon.",
)
