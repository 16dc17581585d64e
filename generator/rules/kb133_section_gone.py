"""一整个栏目的条目都不见了，别处还在用它们。

## 查什么
`content/site.yaml` 里介绍过的栏目，一篇条目也没有了，而别的条目还提到好些找不到的条目、来源或参数。

## 为什么
一个文件夹没有了，会报出上百条“没有这个条目”。原因只有一个，先说它；找回来以后，别的才看得清。

## 怎么改
把文件夹找回来；真的不要这个栏目了，就从 `content/site.yaml` 里去掉它。

- 错：文件夹 content/contacts 空了，`site.yaml` 里还写着 `section: contacts`
- 对：文件夹 content/contacts 里的文件都在
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording(
    "content/{section}/ 里一篇也没有了，别处有 {n} 个引用因此找不到（都不再一一列出）",
    "content/{section}/ holds nothing any more: {n} references elsewhere lead nowhere (not told one by one)",
)
ADVICE = Wording(
    "多半是整个文件夹被删、被挪或被改名：从上一个版本找回来。真的不要这个栏目了，就从 content/site.yaml 的 sections 和 navigation 里去掉它。",
    "Restore the folder from the last version; or else take the section out of content/site.yaml.",
)
