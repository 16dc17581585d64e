"""请读者填了，信里却没有用。

## 查什么
文书的 `fields` 里，没有一段用到的格子。

## 为什么
白让读者多填一格，还多写下一样私事。

## 怎么改
删掉这一格，或者在 `text`、`if` 里用上。
"""

from collections.abc import Iterator

from generator.content_types.letter import Letter
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document
from generator.tools.placeholders import names, written

SEVERITY: Severity = "error"
MESSAGE = Wording("信里没有用到“{name}”", "The letter does not use “{name}”")
ADVICE = Wording("删掉它，或者写进信里。", "Remove it, or use it in the letter.")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each field that no part of the letter contains or, for a choice, depends on."""
    if isinstance(document.entry, Letter):
        used, shown = names(document.entry), written(document.entry)
        for index, field in enumerate(document.entry.fields):
            if field.id not in (used if field.kind == "choice" else shown):
                yield Finding(document.at("fields", index, "id"), {"name": field.id})
