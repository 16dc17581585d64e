"""一句话从“ #”开始被当成注释。

## 查什么
没有引号的文字里，空格加 `#`。

## 为什么
YAML 从这里起当作注释，后半句读者看不到。

## 怎么改
整句用单引号包起来；真的是注释，就另起一行写。

- 错：`- 放到 #1 抽屉里。`
- 对：`- '放到 #1 抽屉里。'`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("从“{text}”起会被当成注释，读者看不到", "From “{text}” on this is taken for a comment")
ADVICE = Wording(
    "整句用单引号包起来；要写注释，就单独写一行。",
    "Put the whole text in single quotes, or give a comment a line of its own.",
)
