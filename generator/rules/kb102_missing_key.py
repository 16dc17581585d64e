"""缺少必填的字段。

## 查什么
这一类条目必须有的字段没有写。

## 为什么
页面上会缺一块，比如没有标题或没有核对记录。

## 怎么改
加上这个字段。每个字段写什么，见 `docs/reference/types.md`，或者用 `kb new` 生成一份样板对照。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("缺少“{key}”", "“{key}” is missing")
ADVICE = Wording("在这里加一行 {key}: 和内容。写什么：{about}。", "Add a line `{key}:` with its value here: {about}.")
