"""一行的缩进或记号不对，改好这一处就能读。

## 查什么
文件的结构读不通，但只要改一行的一处——少了短横、多了短横、缩进差几格、括号或引号缺一半——整个文件就对了。只有一种改法时才这样说。

## 为什么
结构错了一处，后面跟着报出好几条，看不出该改哪里。

## 怎么改
照提示改这一行，或者运行 `kb check --fix`。

- 错：第二行是 `  - why: 先弄清对方是谁。`
- 对：第二行是 `    why: 先弄清对方是谁。`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording(
    "“{text}”这一行的缩进或记号不对，后面都读不通", "“{text}” is indented or marked so that the rest makes no sense"
)
ADVICE = Wording("{how}", "{how}")
