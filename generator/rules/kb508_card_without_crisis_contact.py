"""求助卡里没有可以打的热线。

## 查什么
有条目写了 `distress: high` 或 `some`，但没有任何求助渠道写 `crisis: true`。

## 为什么
求助卡会是空的。

## 怎么改
在 `content/contacts/` 里给核实过的危机热线写上 `crisis: true`。
"""

from collections.abc import Iterator

from generator.content_types.contact import Contact
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document
from generator.remembering.once import once

SEVERITY: Severity = "error"
MESSAGE = Wording(
    "要显示求助卡，但没有一个渠道写了 crisis: true", "The help card is to be shown, but no contact has `crisis: true`"
)
ADVICE = Wording(
    "在 content/contacts/ 里给危机热线写上 crisis: true。",
    "Mark a crisis hotline in content/contacts/ with `crisis: true`.",
)


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each level of distress, when there is nobody to call."""
    if getattr(document.entry, "distress", "none") != "none" and not _has_crisis_contact(given):
        yield Finding(document.at("distress"))


@once
def _has_crisis_contact(given: Context) -> bool:
    return any(contact.crisis and contact.status == "published" for contact in given.library.entries(Contact))
