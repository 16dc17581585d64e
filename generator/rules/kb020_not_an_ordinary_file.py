"""不是能读的普通文件。

## 查什么
`content/` 下面的链接（指向别的文件或文件夹）、管道、设备，以及没有权限读的文件。

## 为什么
链接可能指到知识库外面，把不该公开的东西带进网站。这样的文件一律不读。

## 怎么改
删掉链接，把内容本身放进来；没有权限的，改好权限。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("这个文件{what}", "This file {what}")
ADVICE = Wording("换成普通文件：把内容本身放进来。", "Put the file itself here, as an ordinary file that may be read.")
