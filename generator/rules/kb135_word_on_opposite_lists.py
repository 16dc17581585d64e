"""一个词写进了意思相反的两组。

## 查什么
词表里，同一个词既在 search 的 `distress`（求助词）里，又在 `ignored`（可以忽略的词）里；既在 distress 的 `heard` 里，又在 `not_heard` 里；
既在 search 的 `subject` 里，又在 `ignored` 里。

## 为什么
两组只有一组起作用。求助词被忽略了，求救的人就看不到求助卡。

## 怎么改
从其中一组删掉。拿不准，留在求助的那一组。

- 错：`distress: [想死]`，`ignored: [真的, 想死]`
- 对：`distress: [想死]`，`ignored: [真的]`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording(
    "“{word}”在 {list} 里写过，那一组的意思相反", "“{word}” stands in {list}, too, which means the opposite"
)
ADVICE = Wording(
    "从其中一组删掉；拿不准，就从这里（{own}）删掉。", "Remove it from one of them; if in doubt, from this one ({own})."
)
