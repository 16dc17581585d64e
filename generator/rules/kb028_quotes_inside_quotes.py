"""引号里面又用了引号，或者引号后面还有字。

## 查什么
一句话用半角引号包着，里面又有半角引号，或者引号后面还有字。

## 为什么
YAML 在第二个引号就结束了，后面的读不出来。

## 怎么改
里面的引号用“”，外面的去掉或换成单引号。

- 错：`answer: "把"担心"写下来"`
- 对：`answer: 把“担心”写下来`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{text}”在第二个引号就结束了", "“{text}” ends at its second quote")
ADVICE = Wording(
    "里面的引号改成“”，外面的去掉；整句要包起来就用单引号。",
    "Write quotes inside a text as “”; what encloses it whole is dropped, or a pair of single quotes.",
)
