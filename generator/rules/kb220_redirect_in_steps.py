"""旧地址要转几次才到。

## 查什么
停用条目的 `replaced_by` 指向另一个停用的条目；或者停用的条目还带着 `moved_from`。

## 为什么
网站会直接转到最后一处，但文件里写的是绕路：中间的条目一删，旧链接就断了。

## 怎么改
`replaced_by` 直接写还在用的条目；`moved_from` 搬到那个条目里。
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linking.redirects import moves
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document
from generator.remembering.once import once

SEVERITY: Severity = "warning"
MESSAGE = Wording("旧地址“{old}”要转几次才到 {end}", "The former address “{old}” takes several steps to {end}")
ADVICE = Wording("直接写到 {end} 那里。", "Write it at {end}.")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at the replacement of a retired entry that is itself retired, and at its own former addresses."""
    entry = document.entry
    end = _ends(given).get(document.key) if entry.status == "retired" else None
    if end is None or not entry.replaced_by:
        return
    if given.library.resolve(entry.replaced_by).key != end:
        yield Finding(document.at("replaced_by"), {"old": document.key, "end": end})
    for index, old in enumerate(entry.moved_from):
        yield Finding(document.at("moved_from", index), {"old": old, "end": end})


@once
def _ends(given: Context) -> dict[str, str]:
    """The final key for each former key."""
    return moves(given.library)
