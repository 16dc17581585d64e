"""地址已经被占用。

## 查什么
`moved_from` 里的旧地址是现有条目的地址，或者被两个条目同时认领，或者就是本条目自己，或者是网站自己的页面（如 topics/calls）。条目自己的地址也不能是那样的页面（如 pages/search）。

## 为什么
一个地址只能转到一处，读者会被转到错的页面。

## 怎么改
去掉重复的那个；现有条目的地址不能当旧地址。
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linking.addresses import address, own_pages
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, LibraryCheck
from generator.reading.document import Document
from generator.remembering.once import once

SEVERITY: Severity = "error"
MESSAGE = Wording("地址“{former}”已经属于 {owner}", "The address “{former}” belongs to {owner}")
ADVICE = Wording("去掉它，或者核对是不是写错了。", "Remove it, or check its spelling.")


@LibraryCheck
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at an id, and at each former address, that is in use or claimed twice."""
    if address(document.key) in _own_pages(given):
        yield Finding(document.at("id"), {"former": document.key, "owner": address(document.key)})
    for index, former in enumerate(document.entry.moved_from):
        owner = former if _taken(former, given) else _owners(given)[former]
        if owner != document.key or former == document.key:
            yield Finding(document.at("moved_from", index), {"former": former, "owner": owner})


def _taken(former: str, given: Context) -> bool:
    return former in given.library or address(former) in _own_pages(given)


@once
def _own_pages(given: Context) -> frozenset[str]:
    return own_pages(given.library.words.topics.ids)


@once
def _owners(given: Context) -> dict[str, str]:
    """The first entry that claims each former address."""
    found: dict[str, str] = {}
    for document in given.library:
        for former in document.entry.moved_from:
            found.setdefault(former, document.key)
    return found
