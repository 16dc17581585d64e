"""时间线上的事没有来源。

## 查什么
`milestones` 的每一件事都要有 `[@来源:条款]`；流程的 `timeline` 至少要有一处来源。

## 为什么
历史日期最容易以讹传讹。

## 怎么改

- 错：`what: 花呗上线。`
- 对：`what: 花呗上线[@news:launch]。`
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("{what}没有来源", "{what} cites nothing")
ADVICE = Wording("在句号前面写 [@来源:条款]。", "Cite [@source:clause] before the full stop.")
_EVENT = Wording("这件事", "This event")
_LINE = Wording("整条时间线", "The whole timeline")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each milestone that cites nothing, and at a timeline without any citation."""
    for index in range(len(vars(document.entry).get("milestones", ()))):  # `getattr` takes long for what a model lacks
        if not document.cites(("milestones", index, "what")):
            yield Finding(document.at("milestones", index, "what"), {"what": _EVENT})
    timeline = vars(document.entry).get("timeline", ())
    places = (("timeline", index, part) for index in range(len(timeline)) for part in ("what", "move"))
    if timeline and not any(map(document.cites, places)):
        yield Finding(document.key_at("timeline"), {"what": _LINE})
