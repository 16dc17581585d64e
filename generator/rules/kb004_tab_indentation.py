"""用制表符（Tab）缩进了。

## 查什么
行首的缩进里有 Tab。

## 为什么
YAML 只认空格，用 Tab 整个文件都读不了。

## 怎么改
把 Tab 换成两个空格。多数编辑器可以设成“用空格代替 Tab”。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("缩进里有 Tab", "There is a tab in the indentation")
ADVICE = Wording("换成空格，每一级两个。", "Use spaces, two a level.")
