"""id 和文件名不一样。

## 查什么
`id` 要和文件名（去掉 `.yaml`）完全相同。不同的文件不算条目，要先改好。

## 为什么
地址用 id，找文件用文件名。两个不一样，改的人会改错文件。

## 怎么改

- 错：`keep-records.yaml` 里写 `id: keep-record`
- 对：`keep-records.yaml` 里写 `id: keep-records`

已经发布过的条目要改名，把旧地址写进 `moved_from`。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("id 是“{id}”，文件名却是“{name}”", "The id is “{id}”, but the file is named “{name}”")
ADVICE = Wording(
    "{how}。想给条目换名字，先改回来，再用 kb rename，别处的引用会一起改。",
    "{how}. To rename an entry, undo this and use `kb rename`.",
)
