"""内容里有冒号加空格，没有加引号。

## 查什么
一段文字里出现半角冒号加空格，被当成了新的字段。

## 为什么
YAML 会把冒号前面当成字段名，后面的内容就丢了。

## 怎么改
换成全角冒号“：”，或者用单引号包起来：

- 错：`- 第一步: 先挂断`
- 对：`- 第一步：先挂断`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{text}”里的冒号被当成了新字段", "The colon in “{text}” was read as a new field")
ADVICE = Wording(
    "换成全角冒号“：”，或者用单引号把整段包起来。",
    "Use a full-width colon ：, or put the whole value into single quotes.",
)
