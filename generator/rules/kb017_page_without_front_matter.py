"""说明页开头没有字段。

## 查什么
`content/pages/` 里的 Markdown 文件要以 `---` 开头，写 `id`、`title` 等字段，再用 `---` 结束。

## 为什么
没有这些字段，就没有标题、地址和核对日期。

## 怎么改
在文件最前面写：`---`、各个字段（一行一个）、`---`。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("页面开头没有用 --- 围起来的字段", "The page does not begin with fields between --- lines")
ADVICE = Wording(
    "第一行写 ---，接着写 id、title、reviewed、answer，再写一行 ---。",
    "Begin with ---, then id, title, reviewed and answer, then ---.",
)
