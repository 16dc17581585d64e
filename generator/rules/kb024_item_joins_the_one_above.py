"""列表项多缩进了，接到上一项后面。

## 查什么
列表里的一行 `- ` 比上一项缩进得多。

## 为什么
YAML 会把它接到上一项后面，步骤就少了一条。

## 怎么改
和上一项的 `-` 对齐。

- 错：
  ```yaml
  do_now:
    - 挂断电话。
      - 写下号码。
  ```
- 对：
  ```yaml
  do_now:
    - 挂断电话。
    - 写下号码。
  ```
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{text}”会接到上一项后面", "“{text}” joins the item above")
ADVICE = Wording(
    "和上一项的“-”对齐。",
    "Align it with the dash of the item above.",
)
