"""双引号里面又用了双引号。

## 查什么
一句话用半角双引号包着，里面又有半角双引号。

## 为什么
YAML 在第二个双引号就结束了，后面的读不出来。

## 怎么改
里面的引号用“”，外面的去掉或换成单引号。

- 错：`answer: "把"担心"写下来"`
- 对：`answer: 把“担心”写下来`
"""

from generator.diagnostics import Wording
from generator.linting.rule import Severity

SEVERITY: Severity = "error"
MESSAGE = Wording("“{text}”里引号套着引号", "Quotes inside quotes in “{text}”")
ADVICE = Wording(
    "里面的引号改成“”，外面的去掉或换成单引号。",
    "Write the inner quotes as “” and drop the outer ones or use single quotes.",
)
