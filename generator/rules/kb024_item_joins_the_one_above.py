"""列表项多缩进了，或者少了短横，会连成一项。

## 查什么
列表里的一行 `- ` 比上一项缩进得多，或者第一项没有写 `- `。

## 为什么
YAML 会把它们接在一起，步骤就少了一条。

## 怎么改
每一项都以 `- ` 开头，上下对齐。

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
MESSAGE = Wording("“{text}”会和旁边的一项连成一项", "“{text}” becomes one item with its neighbour")
ADVICE = Wording(
    "每一项都以“- ”开头，“-”上下对齐。",
    "Begin each item with `- ` and align the dashes.",
)
