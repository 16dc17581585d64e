"""null 和 ~ 不是内容。

## 查什么
字段的内容写成 `null` 或 `~`。

## 为什么
YAML 用它们表示“没有”，读者却会看到这个词。

## 怎么改
没有内容就把这一行整行删掉。

- 错：`cost: null`
- 对：不写 `cost`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{text}”在 YAML 里表示“没有”", "“{text}” means nothing in YAML")
ADVICE = Wording(
    "写上内容；不是必填的，没有内容就删掉这一行；真的要写这个词，用单引号包起来。",
    "Write a value; remove the line if it may be left out; to show the word itself, put it in single quotes.",
)
