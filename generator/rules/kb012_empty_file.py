"""文件是空的。

## 查什么
文件里没有内容，或者只有注释。

## 为什么
空文件不是条目，链接到它的地方都会断。

## 怎么改
写上内容，或者删掉这个文件。可以用 `kb new 类型 id` 生成一份样板。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("文件里没有内容", "The file is empty")
ADVICE = Wording(
    "写上内容或删掉文件；kb new 可以生成一份样子。", "Write something or delete the file; `kb new` makes a template."
)
