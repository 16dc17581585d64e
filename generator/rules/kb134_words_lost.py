"""编辑的词表少了一个，或者有一组空了。

## 查什么
`content/` 里的 site、tone、distress、traditional 几个文件，有三个而少了另一个；一个词表文件里多半的组都有字，却有一组空了或者不见了。

## 为什么
少了它们不会出错，只会悄悄少做一件事：词表空了，那条规则就什么也查不到；求救的例子没有了，搜索就听不出求救的话。

## 怎么改
多半是误删，从上一个版本找回来。真的用不着，在 `content/rules.yaml` 里关掉 KB134，写明理由。

- 错：`harmful: {}`
- 对：`harmful: {words: [假离婚]}`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("{list}，{loss}", "{list}; {loss}")
ADVICE = Wording(
    "多半是误删：从上一个版本找回来（在仓库网页打开这个文件的 History）。真的用不着，在 content/rules.yaml 关掉 KB134，写明理由。",
    "Restore it from the last version (History on the repository's page), or switch KB134 off in content/rules.yaml with a reason.",
)
