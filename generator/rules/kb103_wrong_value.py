"""内容的写法不对。

## 查什么
日期、列表、id、电话、网址等内容不合要求，或者写了字段却没有内容。

## 为什么
读不出来的内容没法显示，也没法核对。

## 怎么改
照提示的样子写：

- 错：`on: 2026/11/23`
- 对：`on: 2026-11-23`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{key}”的内容写法不对", "The value of “{key}” is not written as it should be")
ADVICE = Wording("要求：{expected}。", "Needed: {expected}.")
