"""这个例外用不上。

## 查什么
`allow` 里写了例外的规则，在这个条目里并没有发现问题。

## 为什么
用不上的例外会掩盖以后的错误。

## 怎么改
从 `allow` 里删掉这一项。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "warning"
MESSAGE = Wording("没有需要 {code} 例外的地方", "Nothing here needs an exception from {code}")
ADVICE = Wording("从 allow 里删掉这一项。", "Remove it from `allow`.")
