"""没有条目引用这个来源。

## 查什么
来源写好了，但没有任何条目用 `[@来源:条款]` 引用它，也没有写进 `based_on`。

## 为什么
没人用的来源也要有人定期核对，白费工夫；也可能是引用时写错了 id。

## 怎么改
在该引用它的句子里引用；用不上就删掉这个文件。
"""

from collections.abc import Iterator

from generator.content_types.source import Source
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("没有条目引用来源“{title}”", "Nothing cites the source “{title}”")
ADVICE = Wording("在该引用它的地方引用，或者删掉它。", "Cite it where it belongs, or delete it.")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at the title of a source that nothing cites."""
    if given.library.unreadable:  # a file that cannot be read may be the one
        return
    entry = document.entry
    if isinstance(entry, Source) and entry.status == "published":
        cited = any(f"{entry.id}:{clause.id}" in given.links.cited_by for clause in entry.clauses)
        if not cited and document.key not in given.links.backlinks:
            yield Finding(document.at("title"), {"title": entry.title})
