"""YAML 的写法读不出来。

## 查什么
缩进对不齐、引号或方括号没有配对，等等。读取阶段发现，发现后不再读这个文件。

## 为什么
整个条目都没法读，也就不会发布。

## 怎么改
看标出的那一行和上一行：缩进要用同样多的空格，引号和括号要成对。

- 错：`aliases: [分付, 微信分付`
- 对：`aliases: [分付, 微信分付]`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("这里读不出来（{problem}）", "This cannot be read ({problem})")
ADVICE = Wording("{how}", "{how}")
