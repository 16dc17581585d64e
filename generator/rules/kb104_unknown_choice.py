"""不在可选的几个词里。

## 查什么
有些字段只能从固定的词里选，如 `status`、`topics`、`tier`、`by`。

## 为什么
自己造的词，分类、筛选和页面提示都认不出。

## 怎么改
从提示的几个里选一个，一字不差。

- 错：`status: publish`
- 对：`status: published`
"""

from generator.diagnostics import Wording
from generator.linting.running import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{value}”不能写在这里", "“{value}” cannot stand here")
ADVICE = Wording("从这几个里选：{choices}。", "Choose one of: {choices}.")
