"""参数的几段日期接不上或有重叠。

## 查什么
参数 `values` 里，后一段的 `from` 应当正好是前一段 `until` 的第二天；`until` 不能早于 `from`。

## 为什么
有空档的那些天没有数字可用，有重叠的那些天有两个。

## 怎么改

- 错：前一段 `until: 2026-07-31`，后一段 `from: 2026-08-02`
- 对：前一段 `until: 2026-07-31`，后一段 `from: 2026-08-01`
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from generator.content_types.parameter import Parameter
from generator.diagnostics import Span, Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("{said}", "{said}")
ADVICE = Wording(
    "让每一段正好接着上一段：上一段到哪天（until），这一段就从第二天起（from）。",
    "Let each range begin on the day after the one before it ends.",
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each range that does not join the one before it, or ends before it begins."""
    if not isinstance(document.entry, Parameter):
        return
    values = document.entry.values
    for index, (before, after) in enumerate(pairwise(values), 1):
        if before.until and before.until < before.since:
            continue
        expected = before.until + timedelta(days=1) if before.until else None
        if after.since != expected:
            open_end = Wording("上一段结束（until）以后", "the end (until) of the range before")
            said = _begins(Wording(str(expected), str(expected)) if expected else open_end, str(after.since))
            place = document.at("values", index, "from")
            if before.until:
                ends = document.at("values", index - 1, "until")
                place = Span(ends.line, ends.column, place.end_line, place.end_column)
            yield Finding(place, {"said": said})
    for index, value in enumerate(values):
        if value.until and value.until < value.since:
            said = Wording(
                f"这一段到 {value.until} 为止，比开始的 {value.since} 还早",
                f"This range ends on {value.until}, before it begins on {value.since}",
            )
            yield Finding(document.at("values", index, "until"), {"said": said})


def _begins(expected: Wording, since: str) -> Wording:
    return Wording(
        f"这一段应当从 {expected.zh} 开始，写的是 {since}",
        f"This range should begin on {expected.en}, but begins on {since}",
    )
