"""主题的清单里少了条目用着的主题。

## 查什么
有条目写了 `topics`，而 `content/topics.yaml` 不在，或者里面一个主题也没有；三个以上的条目写着同一个主题，清单里却没有它。

## 为什么
主题页和导航里的“按主题找”会缺一块。这么多条目一起写错不大可能，多半是清单里删了它、改了它的名字。

## 怎么改
从上一个版本找回来；真要改名，把那些条目的 `topics` 一起改。

- 错：清单里写 `id: call`，条目里写着 `topics: [calls]`
- 对：清单里写 `id: calls`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("{n} 个条目写了{what}", "{n} entries name {what}")
ADVICE = Wording(
    "从上一个版本找回来；想改名就把那些条目的 topics 一起改；新建的就写上每个主题的 id、name、about。",
    "Restore it from the last version; to rename it, change the entries too; a new one needs id, name and about.",
)
