"""有控制字符。

## 查什么
除换行以外的控制字符，如 U+0000、U+0008，以及文件中间的 BOM。

## 为什么
它们看不见，也打不出来，多半是从别的软件复制来的，会让文件读不了。

## 怎么改
把光标移到标出的位置，删掉这个字符。
"""

from generator.diagnostics import Wording
from generator.linting.running import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("这里有控制字符 {character}", "There is a control character {character} here")
ADVICE = Wording("删掉它，再把这几个字重新打一遍。", "Delete it and retype the words around it.")
