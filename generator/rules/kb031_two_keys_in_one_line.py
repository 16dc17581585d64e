"""两个字段写在了同一行。

## 查什么
一行里有一个字段和它的内容，后面又有一个字段名。

## 为什么
YAML 一行只认一个字段，后面的会被当成前一个的内容，读不出来。

## 怎么改
后一个字段另起一行，和前一个对齐。

- 错：`id: write-off title: 核销`
- 对：`id: write-off`，下一行 `title: 核销`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{text}”和前一个字段写在了同一行", "“{text}” stands in the line of another field")
ADVICE = Wording("从“{text}”起另起一行，和前一个字段对齐。", "Begin a new line with “{text}”, below the other field.")
