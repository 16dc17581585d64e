"""求助渠道没有写怎么找到。

## 查什么
`phone`、`address`、`app_path` 一个都没有写。

## 为什么
读者看到了名字，却联系不上。

## 怎么改
写上核实过的一种；都没有就不要建这一条。
"""

from collections.abc import Iterator

from generator.content_types.contact import Contact
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{title}”没有电话、网址或应用入口", "“{title}” has neither phone, address nor app path")
ADVICE = Wording("写上核实过的 phone、address 或 app_path。", "Give a verified `phone`, `address` or `app_path`.")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the title of a contact that cannot be reached."""
    entry = document.entry
    if isinstance(entry, Contact) and not (entry.phone or entry.address or entry.app_path):
        yield Finding(document.at("title"), {"title": entry.title})
