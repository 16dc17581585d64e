"""一个文件里写了几份文档。

## 查什么
文件中间有 `---` 分隔线。

## 为什么
一个文件只放一个条目，分隔线后面的不会被读到。

## 怎么改
每个条目单独一个文件；只是想画一条线就删掉。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("这里开始了第二份文档", "A second document begins here")
ADVICE = Wording(
    "一个文件只写一个条目，删掉这条 --- 或者拆成两个文件。", "One entry a file: delete this `---`, or split the file."
)
