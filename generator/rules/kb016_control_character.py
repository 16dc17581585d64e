"""有控制字符或别的程序才认得的字符。

## 查什么
除换行以外的控制字符（如 U+0000、U+0008，写成 `"\\x00"` 的也算）、文件中间的 BOM、U+2028 一类的行分隔符、
私用区字符（如 U+E000、U+F0B7）和代表丢了一个字的 U+FFFD。

## 为什么
它们看不见，也打不出来，多半是从别的软件复制来的，会让文件读不了；私用区字符在每台手机上显示得都不一样。

## 怎么改
把光标移到标出的位置，删掉这个字符。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("这里有不能用的字符 {character}", "There is a character {character} here that cannot be used")
ADVICE = Wording("删掉它，再把这几个字重新打一遍。", "Delete it and retype the words around it.")
