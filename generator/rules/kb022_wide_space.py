"""缩进里用了全角空格。

## 查什么
行首的缩进、“- ”和冒号后面，用了全角空格或网页里的不换行空格。

## 为什么
YAML 只认半角空格，别的空格会被当成文字，这一行就读错了。

## 怎么改
删掉它，换成半角空格，和同一级的行对齐。

- 错：`　- 甲`（前面是全角空格）
- 对：`  - 甲`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{text}”前面的空格不是半角的", "A space at “{text}” is not an ordinary one")
ADVICE = Wording(
    "换成半角空格，和同一级的行对齐。",
    "Use ordinary spaces, as many as the lines of the same level have.",
)
