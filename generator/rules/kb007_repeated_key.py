"""同一个字段写了两次。

## 查什么
同一级里有两个一样的字段名。

## 为什么
只有一个会生效，另一个里的内容会悄悄丢掉。

## 怎么改
合成一个；列表就把几项写在一起。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{key}”在第 {first} 行已经写过", "“{key}” stands in line {first} already")
ADVICE = Wording("把两处合成一个。", "Merge the two.")
