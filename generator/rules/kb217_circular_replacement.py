"""停用条目的替代绕成了圈。

## 查什么
顺着 `replaced_by` 走，会回到本条目。

## 为什么
读者会被转来转去，到不了有内容的页面。

## 怎么改
让 `replaced_by` 指向还在用的条目。
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“替代”绕成了圈：{circle}", "The replacements go in a circle: {circle}")
ADVICE = Wording("让 replaced_by 指向还在用的条目。", "Let `replaced_by` lead to an entry in use.")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at a replacement that leads back to its entry."""
    trail, key = [document.key], _replacement(given, document.key)
    while key and key not in trail:
        trail.append(key)
        key = _replacement(given, key)
    if key == document.key:
        yield Finding(document.at("replaced_by"), {"circle": " → ".join((*trail, key))})


def _replacement(given: Context, key: str) -> str | None:
    replaced_by = given.library[key].entry.replaced_by
    return given.library.resolve(replaced_by).key if replaced_by else None
