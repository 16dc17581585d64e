"""没有这个字段。

## 查什么
字段名不在这一类条目里，多半是拼错了或写到了别的层。

## 为什么
认不出的字段不会显示，写的内容就白写了。

## 怎么改
照提示改名；有的字段只有某些类型才有，见 `docs/reference/types.md`。

- 错：`tilte: 分付是什么`
- 对：`title: 分付是什么`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("没有“{key}”这个字段", "There is no field “{key}”")
ADVICE = Wording("{elsewhere}这里可以写：{known}。", "{elsewhere}Fields that can stand here: {known}.")
