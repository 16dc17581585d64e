"""不能有的例外。

## 查什么
`allow` 里写了不存在的规则，或者不许有例外的规则：HTML、图片、外部链接、看不见的字符、形近字符、个人信息。

## 为什么
这些规则挡的是会害到读者的内容，不能由条目自己放行。

## 怎么改
从 `allow` 里删掉这一项，把正文改好。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("{code} 的例外不算数：{why}", "The exception from {code} does not count: {why}")
ADVICE = Wording(
    "从 allow 里删掉这一项，把正文改好。",
    "Remove it from `allow` and mend the text.",
)
