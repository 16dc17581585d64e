"""引用了不存在的条目。

## 查什么
`[[…]]` 和各个引用字段里写的 id，哪个条目都没有。

## 为什么
读者点下去会没有东西。

## 怎么改
照提示改成存在的 id；如果那个条目还没写，先去掉这个链接。
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from generator.content_types.source import Source
from generator.diagnostics import Wording
from generator.linking.links import Mention
from generator.linting.gone import advice_if_gone
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document
from generator.remembering.once import once

SEVERITY: Severity = "error"
MESSAGE = Wording("没有叫“{target}”的条目", "There is no entry “{target}”")
ADVICE = Wording("{how}", "{how}")
_ONE = Wording(
    "写条目的 id，不是标题；条目改过名，用 kb rename 会一起改；没有这个条目就去掉链接。",
    "Write the id of an entry, not its title; `kb rename` renames an entry everywhere; or remove the link.",
)


@resting_on(named)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each entry reference that leads nowhere."""
    for mention in given.mentions(document):
        if mention.resolution.state == "unknown" and mention.reference.kind == "entry":
            target = mention.reference.target
            if not re.search("[，、]", target):
                yield Finding(mention.span(document), {"target": target, **_advice(given, mention)})


def _advice(given: Context, mention: Mention) -> dict[str, str | Wording]:
    """The advice for an unknown name, which is mistyped or whose entry is gone."""
    target, gone = mention.reference.target, advice_if_gone(given, mention)
    if gone is None:
        return {"guess": _guess(given, target), "how": _ONE}
    return {"guess": _by_title(given).get(target, ""), "how": gone}


def _guess(given: Context, target: str) -> str:
    """The reference that was probably meant: by title, with a full-width bar, or with a similar id; else empty."""
    target = target.lstrip("@")
    if ":" in target and given.library.named(Source, target.partition(":")[0]):
        return f"[@{target}]"
    if "/" in target and (elsewhere := _in_other_section(given, target.rpartition("/")[2])):
        return elsewhere
    name, bar, label = target.partition("｜")
    by_title = _by_title(given).get(name.strip())
    names = get_close_matches(name.strip().removesuffix(".yaml"), given.library.names, 1, 0.6)
    if not by_title and not names:
        titles = get_close_matches(name, _by_title(given), 1, 0.6)
        by_title = _by_title(given)[titles[0]] if titles else None
    found = by_title or "".join(names)
    return f"{found}|{label}" if bar and found else found


def _in_other_section(given: Context, name: str) -> str:
    """The key of an entry with this id in any section; else empty."""
    return next((key for key in given.links.mentions if key.rpartition("/")[2] == name), "")


@once
def _by_title(given: Context) -> dict[str, str]:
    """The id of every entry by its title, aliases and phone number."""
    found: dict[str, str] = {}
    for document in given.library:
        entry = document.entry
        short = entry.id if given.library.resolve(entry.id).state == "found" else document.key
        for name in (entry.title, *entry.aliases, getattr(entry, "phone", None) or entry.title):
            found.setdefault(name, short)
    return found
