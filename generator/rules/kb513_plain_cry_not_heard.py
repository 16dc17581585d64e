"""最直接的求救的话，搜索听不见了。

## 查什么
有危机热线的知识库，`content/search.yaml` 的 `distress`、`content/distress.yaml` 的 `heard` 里，有没有“想死”“不想活”“轻生”“自杀”这样最直接的几句。词很少的清单不查。

## 为什么
这几句最多人打。误删了一行，读者打出来，看到的是别的条目，不是热线。

## 怎么改
把这一句加回去。

- 错：`heard` 里没有“想死”
- 对：`heard` 里有一行 `- 想死`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("{list} 里没有“{word}”", "{list} lacks “{word}”")
ADVICE = Wording("加上一行：- {word}。", "Add a line: - {word}")
