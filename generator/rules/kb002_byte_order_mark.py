"""文件开头有 BOM。

## 查什么
文件最前面有看不见的字节序标记（BOM）。读取阶段发现，发现后不再读这个文件。

## 为什么
第一行的字段名会多出一个看不见的字符，就认不出来了。多半是用记事本保存造成的。

## 怎么改
在编辑器里选“以 UTF-8 编码保存”，不要选“UTF-8 with BOM”。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("文件开头有看不见的标记（BOM）", "The file begins with a byte order mark (BOM)")
ADVICE = Wording("另存为 UTF-8（不带 BOM）。", "Save the file as UTF-8 without BOM.")
