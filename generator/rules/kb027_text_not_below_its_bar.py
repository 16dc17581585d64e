"""“|”后面的文字没有写在下面缩进的行里。

## 查什么
写了 `body: |`，文字却接在 `|` 后面，或者下面有一行没有缩进。

## 为什么
YAML 会把它当成别的东西，整个文件读不出来。

## 怎么改
`|` 后面换行，文字每一行都比字段名多缩进两格。

- 错：`body: | 先挂断电话。`
- 对：
  ```yaml
  body: |
    先挂断电话。
  ```
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{text}”要写在“|”下面缩进的行里", "“{text}” belongs on an indented line below the `|`")
ADVICE = Wording(
    "“|”后面换行，每一行都比字段名多缩进两个空格。",
    "Begin a new line after `|` and indent each line by two more than the key.",
)
