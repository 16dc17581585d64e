"""一段文字太长。

## 查什么
一个字段（或说明页的一节）超过 10000 个字符。

## 为什么
读者在手机上读不完，检查和预览也会变慢。多半是贴进了别的东西。

## 怎么改
拆成几节，或者删掉误贴的内容。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording(
    "这段文字有 {count} 个字符，最多 {limit} 个", "This text has {count} characters; the limit is {limit}"
)
ADVICE = Wording("拆成几节，或者删掉误贴的内容。", "Split it into sections, or delete what was pasted by mistake.")
