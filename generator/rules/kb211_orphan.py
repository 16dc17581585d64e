"""没有别的条目通向这里。

## 查什么
已发布的文章，没有任何条目在正文、关系、处境的步骤或术语里链接到它。

## 为什么
读者只能靠搜索碰到它；写了等于没人看见。

## 怎么改
在相关的条目里加上 `next`、`related` 或正文链接。
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("没有别的条目链接到“{title}”", "No other entry leads to “{title}”")
ADVICE = Wording(
    "在相关的条目里加上 next、related 或正文链接。", "Add a `next`, `related` or link in an entry where it belongs."
)


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at the title of each article that nothing leads to."""
    if given.library.unreadable:  # a file that cannot be read may be the one
        return
    if document.article and document.entry.status == "published" and document.key not in given.links.backlinks:
        yield Finding(document.at("title"), {"title": document.entry.title})
