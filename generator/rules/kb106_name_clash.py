"""两个条目用了同一个名字。

## 查什么
同一个栏目里，标题相同，或者别名就是另一条的标题。术语的别名之间也不能相同。
文章、术语、文书、工具、求助渠道的标题，在全站都不能相同；来源和参数不算。
标在后写的那一条上；同一天核对的，两条都标。

## 为什么
搜索结果里分不清；术语的自动链接也不知道链到哪一个。

## 怎么改
改一个标题，或者从别名里去掉；真是同一件事，就合并成一条。
"""

from collections.abc import Iterator
from datetime import date

from generator.content_types.parameter import Parameter
from generator.content_types.source import Source
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document
from generator.remembering.once import once

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{name}”已经是 {other} 的名字", "“{name}” is a name of {other} already")
ADVICE = Wording("换一个说法，或者去掉这个别名。", "Choose another name, or remove this alias.")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each name of an entry that an older entry of the section, or an older page, has already."""
    told = set()
    for group, name, place in _names(document):
        owner = _other(_owners(given).get((group, name), []), document)
        if owner and place not in told:
            told.add(place)
            yield Finding(document.at(*place), {"name": name, "other": owner.key})


def _other(owners: list[Document], document: Document) -> Document | None:
    """The key of the older entry with a name; of two entries reviewed on one day, each counts as older than the other."""
    if not owners or owners[0].key != document.key:
        return next(iter(owners), None)
    others = [owner for owner in owners if owner.key != document.key]
    same_title = (owner for owner in others if owner.entry.title == document.entry.title)
    return next((owner for owner in others if _age(owner)[:2] == _age(document)[:2]), next(same_title, None))


def _age(document: Document) -> tuple[bool, date, str]:
    """Sort key of entries: published ones before drafts, earlier reviews before later ones."""
    return document.entry.status == "draft", document.entry.reviewed.on, document.key


Names = Iterator[tuple[str, str, tuple[str | int, ...]]]


def _names(document: Document) -> Names:
    """The names of an entry, each with the group in which it must be unique, and its location."""
    entry = document.entry
    yield entry.section, entry.title, ("title",)
    if not isinstance(entry, Source | Parameter):
        yield "", entry.title, ("title",)
    for index, alias in enumerate(entry.aliases):
        yield entry.section, alias, ("aliases", index)


@once
def _owners(given: Context) -> dict[tuple[str, str], list[Document]]:
    """For each name that several entries have, these entries, oldest first; only titles and the aliases of terms count."""
    found: dict[tuple[str, str], list[Document]] = {}
    counts: set[tuple[str, str]] = set()
    for document in given.library:
        for group, name, place in _names(document):
            found.setdefault((group, name), []).append(document)
            if group == "terms" or place == ("title",):
                counts.add((group, name))
    return {name: sorted(owners, key=_age) for name, owners in found.items() if name in counts and len(owners) > 1}
