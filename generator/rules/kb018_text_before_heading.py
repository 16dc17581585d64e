"""说明页的文字不在任何一节里。

## 查什么
`content/pages/` 里，字段和第一个 `## ` 小标题之间有文字；小标题写成了 `##标题`、`# 标题` 也会这样。

## 为什么
页面由一节一节组成，不在节里的文字不会显示。

## 怎么改
在这段文字前面加一个小标题，`##` 后面空一格；一句话能说完的，写进 `answer`。

- 错：`##这是什么？`
- 对：`## 这是什么？`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{text}”不在任何一节里，不会显示", "“{text}” stands in no section and would not show")
ADVICE = Wording("{how}", "{how}")
