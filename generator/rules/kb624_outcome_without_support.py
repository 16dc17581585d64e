"""结果没有来源，或没有下一步。

## 查什么
自查的每个结果：`says` 里要有来源（写了 `counted`、由看出来的事给出依据的除外），还要有 `letter`、`turn_to`、`next` 里的一样。`findings` 里对方过线的事也要有来源，还要有带来源的 `rule`：是哪条规则，属于法律、标准还是指引。

## 为什么
结论没有出处站不住；没有下一步，读者查完还是不知道做什么。说对方过了线，读者要拿得出是哪一条、是法律还是指引。

## 怎么改
在 `says` 里写 [@来源:条款]，再写上找谁、写什么信、看哪一页。对方没有过线、只是要读者知道的，写 `kind: note`。

- 对：`rule: 国家标准，催收时间[@gbt-45251:hours]`
"""

from collections.abc import Iterator

from generator.content_types.check import Check
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("这里缺少{lacks}", "This lacks {lacks}")
ADVICE = Wording(
    "补上来源；结果要有 letter、turn_to 或 next，过线的事要有 rule。",
    "Add the source; an outcome needs `letter`, `turn_to` or `next`, a crossed line needs `rule`.",
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each outcome that lacks a source or a next step, and at each finding that lacks a source."""
    if not isinstance(document.entry, Check):
        return
    for index, outcome in enumerate(document.entry.outcomes):
        if not (outcome.counted or document.cites(("outcomes", index, "says"))):
            yield Finding(document.at("outcomes", index, "says"), {"lacks": Wording("来源", "a source")})
        if not (outcome.letter or outcome.turn_to or outcome.next):
            yield Finding(document.at("outcomes", index, "id"), {"lacks": Wording("下一步", "a next step")})
    for index, found in enumerate(document.entry.findings):
        if found.kind == "crossed" and not document.cites(("findings", index, "says")):
            yield Finding(document.at("findings", index, "says"), {"lacks": Wording("来源", "a source")})
        if found.kind == "crossed" and not document.cites(("findings", index, "rule")):
            place = document.at("findings", index, "rule" if found.rule else "id")
            yield Finding(
                place,
                {"lacks": Wording("rule：哪条规则、什么性质、来源", "`rule`: which rule, of what kind, its source")},
            )
