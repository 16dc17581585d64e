"""用了 YAML 的锚点或别名。

## 查什么
`&名字` 和 `*名字`。

## 为什么
看文件的人不知道内容从哪来，改一处会牵动别处。

## 怎么改
把内容原样写出来；以 `*` 或 `&` 开头的普通文字，用单引号包起来。
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{text}”会被当成 YAML 的锚点或别名", "“{text}” is read as a YAML anchor or alias")
ADVICE = Wording(
    "普通文字就用单引号包起来；不要用锚点，把内容写出来。",
    "Quote it if it is text; write contents out instead of using anchors.",
)
