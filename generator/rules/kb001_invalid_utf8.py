"""文件不是 UTF-8 编码。

## 查什么
文件里有 UTF-8 读不出来的字节。读取阶段发现，发现后不再读这个文件。

## 为什么
编码不对，汉字会变成乱码，读者看到的就是错的。

## 怎么改
在编辑器里选“以 UTF-8 编码保存”。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("这里的字节 {byte} 不是 UTF-8 编码", "The byte {byte} here is not UTF-8")
ADVICE = Wording("在编辑器里把文件另存为 UTF-8（不带 BOM）。", "Save the file as UTF-8 (without BOM) in your editor.")
