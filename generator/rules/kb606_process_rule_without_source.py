"""“应当”“不能”没有来源。

## 查什么
流程条目的 `must`（对方应当做到的）和 `must_not`（对方不能做的）里，每一条都要有 `[@来源:条款]`。

## 为什么
这是读者拿去和对方讲理的话，每一条都要有出处。

## 怎么改

- 错：`- 不能半夜打电话。`
- 对：`- 没有约定时，22:00 以后不应催收[@gbt-45251:hours]。`
"""

from collections.abc import Iterator

from generator.content_types.process import Process
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("这一条说了对方该做什么，却没有来源", "This item says what the other side must do, but cites nothing")
ADVICE = Wording(
    "在句号前面写 [@来源:条款]；没有来源就不要写进 {field}。",
    "Cite [@source:clause] before the full stop; without a source it does not belong into {field}.",
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each rule for the other side that cites nothing."""
    if isinstance(document.entry, Process):
        for field in ("must", "must_not"):
            for index in range(len(getattr(document.entry, field))):
                if not document.cites((field, index)):
                    yield Finding(document.at(field, index), {"field": field})
