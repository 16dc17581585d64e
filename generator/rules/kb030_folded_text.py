"""一段话写成了几行，YAML 会在中间加空格。

## 查什么
没有用 `|`、却写成几行的文字（用了 `>`，或者直接换行），换行的两边都是汉字，或者里面有空行、表格。

## 为什么
YAML 把这样的换行变成一个空格，读者会看到“先停下来看 一看再说”。

## 怎么改
写成一行，或者用 `|`：

- 错：`answer: >` 下面写两行
- 对：`answer: 先停下来看一看再说。`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("这段文字的换行会变成空格", "Line breaks in this text become spaces")
ADVICE = Wording(
    "写成一行；正文用 | 开头；是列表，就每项一行，以“- ”开头。",
    "Write it on one line; begin a longer text with |, and each item of a list with `- `.",
)
