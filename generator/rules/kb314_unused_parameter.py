"""没有条目用这个参数。

## 查什么
参数写好了，但没有任何条目用 `{{参数}}`。

## 为什么
多半有人在正文里手写了这个数字，以后会漏改。

## 怎么改
把正文里手写的数字换成 `{{参数}}`；真用不上就删掉这个文件。
"""

from collections.abc import Iterator

from generator.content_types.parameter import Parameter
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("没有条目用参数“{title}”", "Nothing uses the parameter “{title}”")
ADVICE = Wording("在正文里写 {{{{{parameter}}}}}，或者删掉它。", "Write {{{{{parameter}}}}} in the text, or delete it.")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at the title of a parameter that nothing uses."""
    if given.library.unreadable:  # a file that cannot be read may be the one
        return
    entry = document.entry
    if isinstance(entry, Parameter) and entry.status == "published" and document.key not in given.links.used_by:
        yield Finding(document.at("title"), {"title": entry.title, "parameter": entry.id})
