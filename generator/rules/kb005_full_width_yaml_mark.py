"""该用半角符号的地方用了全角。

## 查什么
字段名后面的全角冒号“：”，列表项前面的“－”“—”“•”。

## 为什么
YAML 只认半角的 `:` 和 `-`，全角的会被当成文字。

## 怎么改

- 错：`title：分付是什么`
- 对：`title: 分付是什么`（半角冒号，后面空一格）
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{text}”里的符号是全角的", "The mark in “{text}” is full-width")
ADVICE = Wording("{how}", "{how}")
