"""行尾是旧式的，整个文件成了一行。

## 查什么
行与行之间只有回车（CR），没有换行（LF）。

## 为什么
现在的程序看到的是一整行，注释会把后面的内容都盖掉。

## 怎么改
运行 `kb check --fix`，或者在编辑器里把行尾（换行符）换成 LF 再保存。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("行尾只有回车，整个文件成了一行", "Lines end in bare carriage returns, so the file is one line")
ADVICE = Wording(
    "可以运行 kb check --fix 自动改；或者在编辑器里把行尾（换行符）换成 LF 再保存。",
    "Run `kb check --fix`, or save the file with LF line ends.",
)
