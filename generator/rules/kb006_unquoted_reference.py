"""以引用符号开头的内容没有加引号。

## 查什么
内容以 `[[`、`[@`、`{{`、`*`、`&`、`!`、反引号、`%`、`@` 开头，又没有加引号。

## 为什么
这些符号在 YAML 里另有意思，内容会读错。

## 怎么改
用单引号包起来，或者用 `|` 另起一行写；一列条目的名字只写一层方括号，如 `next: [complain]`：

- 错：`- [[keep-records]]先做`
- 对：`- '[[keep-records]]先做'`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{text}”要加引号", "“{text}” needs quotes")
ADVICE = Wording(
    "是一句话，就用单引号把整段包起来：'……'；是一列条目的名字，只写一层方括号：[甲, 乙]。",
    "Put a sentence into single quotes; a list of names stands in one pair of brackets: [a, b].",
)
