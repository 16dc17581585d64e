"""两个条目用了同一个名字。

## 查什么
同一个栏目里，标题相同，或者别名就是另一条的标题。术语的别名之间也不能相同。

## 为什么
搜索结果里分不清；术语的自动链接也不知道链到哪一个。

## 怎么改
改一个标题，或者从别名里去掉；真是同一件事，就合并成一条。
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.running import Context, Finding, LibraryCheck, Severity, once
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{name}”已经是 {other} 的名字", "“{name}” is a name of {other} already")
ADVICE = Wording("换一个说法，或者去掉这个别名。", "Choose another name, or remove this alias.")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each name that another entry of the section has before this one."""
    entry, titles = document.entry, _titles(given)
    other = titles[entry.section, entry.title]
    if other != document.key:
        yield Finding(document.at("title"), {"name": entry.title, "other": other})
    for index, alias in enumerate(entry.aliases):
        taken = titles.get((entry.section, alias)) or _aliases(given).get((entry.section, alias), document.key)
        if taken != document.key:
            yield Finding(document.at("aliases", index), {"name": alias, "other": taken})


@once
def _titles(given: Context) -> dict[tuple[str, str], str]:
    """The first entry of each section that has a title."""
    found: dict[tuple[str, str], str] = {}
    for document in given.library:
        found.setdefault((document.entry.section, document.entry.title), document.key)
    return found


@once
def _aliases(given: Context) -> dict[tuple[str, str], str]:
    """The first term that has an alias."""
    found: dict[tuple[str, str], str] = {}
    for document in given.library.section("terms"):
        for alias in document.entry.aliases:
            found.setdefault(("terms", alias), document.key)
    return found
