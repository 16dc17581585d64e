"""文件里有合并冲突的记号。

## 查什么
Git 在两个人改了同一处时留下的 `<<<<<<<`、`=======`、`>>>>>>>`。

## 为什么
两个版本都还在里面，读者会看到乱的内容。

## 怎么改
两个版本之间留下对的那些行，再删掉三行记号。

- 错：`<<<<<<< HEAD`
- 对：只留一个版本
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("合并冲突还没有解决：“{text}”", "An unresolved merge conflict: “{text}”")
ADVICE = Wording(
    "留下对的那个版本，删掉 <<<<<<<、=======、>>>>>>> 三行。",
    "Keep the right version and remove the lines of marks.",
)
