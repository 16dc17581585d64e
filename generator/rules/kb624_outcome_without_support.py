"""结果没有来源，或没有下一步。

## 查什么
自查的每个结果：`says` 里要有来源（靠发现说话、写了 `counted` 的除外），还要有 `letter`、`turn_to`、`next` 里的一样。对方过线的发现也要有来源。

## 为什么
结论没有出处站不住；没有下一步，读者查完还是不知道做什么。

## 怎么改
在 `says` 里写 [@来源:条款]，再写上找谁、写什么信、看哪一页。
"""

from collections.abc import Iterator

from generator.content_types.check import Check
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document
from generator.reading.references import references

SEVERITY: Severity = "error"
MESSAGE = Wording("这里缺少{lacks}", "This lacks {lacks}")
ADVICE = Wording("补上来源；再写 letter、turn_to 或 next。", "Add the source; write `letter`, `turn_to` or `next`.")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each outcome that lacks a source or a next step, and at each finding that lacks a source."""
    if not isinstance(document.entry, Check):
        return
    for index, outcome in enumerate(document.entry.outcomes):
        if not (outcome.counted or _cites(outcome.says)):
            yield Finding(document.at("outcomes", index, "says"), {"lacks": Wording("来源", "a source")})
        if not (outcome.letter or outcome.turn_to or outcome.next):
            yield Finding(document.at("outcomes", index, "id"), {"lacks": Wording("下一步", "a next step")})
    for index, found in enumerate(document.entry.findings):
        if found.kind == "crossed" and not _cites(found.says):
            yield Finding(document.at("findings", index, "says"), {"lacks": Wording("来源", "a source")})


def _cites(text: str) -> bool:
    return any(found["source"] for found in references(text))
