"""文件放错了地方。

## 查什么
`content/` 下面只有固定的几个文件夹，文件直接放在里面；条目用 `.yaml`，说明页用 `.md`。

## 为什么
文件夹决定条目的类型，放错了就不会发布。

## 怎么改
移到对应的文件夹，扩展名写对。

- 错：`content/fenfu.yml`
- 对：`content/concepts/fenfu.yaml`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("这个文件的位置或扩展名不对", "This file is in the wrong place or has the wrong suffix")
ADVICE = Wording(
    "{where}扩展名是 {suffix}。",
    "{where}The suffix is {suffix}.",
)
