"""有危机热线，搜索却认不出求救的话。

## 查什么
有求助渠道写了 `crisis: true`，而 `content/search.yaml` 的 `distress`（求助词）是空的，或者 `content/distress.yaml` 里只剩下 `not_heard`、`ordinary`，`heard` 没有了。

## 为什么
读者搜“想死”，要先看到热线。求助词没有了，搜索只会给普通的结果，别处也不会报错。

## 怎么改
多半是误删，从上一个版本找回来。新建的知识库，就在 `content/search.yaml` 里写上：

- 错：`distress: []`
- 对：`distress: [想死, 不想活, 自杀]`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording(
    "有危机热线，{list}却是空的，搜“想死”看不到热线",
    "There is a crisis hotline, but {list} is empty: whoever searches for suicide does not see it",
)
ADVICE = Wording(
    "从上一个版本找回来；新建的就写上，如 distress: [想死, 不想活, 自杀]。",
    "Restore it from the last version; a new base needs some, such as distress: [想死, 不想活, 自杀].",
)
