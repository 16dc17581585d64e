"""字段名后面少了冒号，或者冒号后面少了空格。

## 查什么
字段名的冒号、列表项的短横后面直接写了内容；字段名和内容之间没有冒号。

## 为什么
YAML 要有空格才知道这是字段名或列表项，没有就当成一句话。

## 怎么改
写上半角冒号；冒号、短横后面加一个空格。

- 错：`title:分付是什么`
- 对：`title: 分付是什么`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording(
    "“{text}”里少了冒号，或者冒号、短横后面少了空格",
    "A colon, or the space after a colon or a dash, is lacking in “{text}”",
)
ADVICE = Wording(
    "写成“字段: 内容”或“- 内容”：半角的冒号、短横，后面空一格。",
    "Write `key: value` or `- item`, with a space after the mark.",
)
