"""俗语没有写中性的说法。

## 查什么
`slang: true` 的术语，`neutral` 和 `see` 都没有写。

## 为什么
读者搜到俗语，要能走到说清这件事的那一页。

## 怎么改
写 `neutral`（对应的中性术语）或 `see`（详细讲这件事的条目）。
"""

from collections.abc import Iterator

from generator.content_types.term import Term
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("俗语“{title}”没有写中性的说法", "The slang word “{title}” names no neutral word")
ADVICE = Wording("写上 neutral 或 see。", "Give `neutral` or `see`.")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the title of a slang term that leads nowhere."""
    term = document.entry
    if isinstance(term, Term) and term.slang and not term.neutral and not term.see:
        yield Finding(document.at("slang"), {"title": term.title})
