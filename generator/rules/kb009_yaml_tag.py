"""用了 YAML 的类型标签。

## 查什么
以 `!` 开头的标签，如 `!!str`。

## 为什么
所有内容都按文字读，类型由字段决定，标签没有用，也可能不安全。

## 怎么改
去掉标签；以 `!` 开头的普通文字，用单引号包起来。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{text}”会被当成 YAML 的类型标签", "“{text}” is read as a YAML tag")
ADVICE = Wording("去掉它；普通文字就用单引号包起来。", "Remove it, or quote it if it is text.")
