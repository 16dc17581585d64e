"""检查工具自己出错了。

## 查什么
某条规则或读取文件的程序在这个文件上出了错。其他规则和其他文件照常检查。

## 为什么
这是工具的毛病，不是内容的错。但这个文件没有查完整，所以先不发布。

## 怎么改
把这条消息和这个文件的内容报告给维护的人。着急的话，把刚改的地方改回去再试。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("检查时出错了（{what}：{error}）", "Checking broke here ({what}: {error})")
ADVICE = Wording(
    "这是工具的毛病，请报告给维护的人；先把刚改的地方改回去。",
    "This is a fault of the tool: please report it; meanwhile undo the last change.",
)
