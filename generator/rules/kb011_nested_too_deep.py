"""嵌套得太深。

## 查什么
列表或字段一层套一层，超过允许的层数。

## 为什么
条目没有这么深的结构，多半是缩进或括号写错了。

## 怎么改
从标出的地方往上看，找出多出来的缩进或方括号。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("嵌套超过 {limit} 层", "Nested deeper than {limit} levels")
ADVICE = Wording("检查缩进和括号，条目只有几层。", "Check indentation and brackets; an entry has only a few levels.")
