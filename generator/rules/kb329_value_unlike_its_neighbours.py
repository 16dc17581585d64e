"""参数的一个值，和前后两段差了几倍。

## 查什么
`values` 里中间的一个数，比前一段和后一段都大五倍以上，或者都小到五分之一以下。

## 为什么
会变的数一般一点一点变。前后都差几倍，多半是小数点写错了位置、多写少写了一个零。

## 怎么改
对着来源核对，改成对的数。

- 错：`4.20`、`41.5`、`4.05`
- 对：`4.20`、`4.15`、`4.05`
"""

from collections.abc import Iterator

from generator.content_types.parameter import Parameter
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording(
    "{value} 和前后两段的 {before}、{after} 差了几倍", "{value} is unlike {before} and {after} before and after it"
)
ADVICE = Wording("对着来源核对：小数点、零有没有写错。", "Check the source: is a point or a zero wrong?")
_TIMES = 5


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each value of a parameter that is many times larger or smaller than both of its neighbours."""
    entry = document.entry
    values = [each.value.replace(",", "") for each in entry.values] if isinstance(entry, Parameter) else []
    for at in range(1, len(values) - 1):
        before, value, after = (_number(each) for each in values[at - 1 : at + 2])
        if before and value and after:
            shares = (value / before, value / after)
            if min(shares) >= _TIMES or max(shares) <= 1 / _TIMES:
                facts = {"value": values[at], "before": values[at - 1], "after": values[at + 1]}
                yield Finding(document.at("values", at, "value"), facts)


def _number(written: str) -> float:
    return float(written) if written.replace(".", "", 1).isdigit() else 0
