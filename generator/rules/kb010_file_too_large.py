"""文件太大。

## 查什么
文件超过允许的大小。

## 为什么
一个条目用不了这么多字，多半是贴进了别的东西，也会拖慢所有人的检查。

## 怎么改
拆成几条，或者删掉误贴的内容。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("文件有 {size}，最大 {limit}", "The file has {size}; the limit is {limit}")
ADVICE = Wording("拆成几条，或者删掉误贴的内容。", "Split it, or delete what was pasted by mistake.")
