"""文件最外层不是字段。

## 查什么
最外层应当是 `字段: 内容`，这里却是列表或一段文字。

## 为什么
没有字段名，就不知道这些内容是什么。

## 怎么改
每一项前面写字段名：

- 错：`- 分付是什么`
- 对：`title: 分付是什么`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("最外层应当是“字段: 内容”", "The file should consist of `key: value` fields")
ADVICE = Wording("从 id: 和 title: 写起。", "Begin with `id:` and `title:`.")
