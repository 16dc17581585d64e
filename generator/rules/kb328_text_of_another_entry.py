"""这里的话，是抄来的另一条的。

## 查什么
- 两个术语的 `definition` 几乎一样（一个是另一个的 `neutral` 不算）；
- 两个求助渠道的 `handles` 里有一样的半句；
- 一条里两处的 `why`、`move` 一样。

## 为什么
复制一篇来改，忘了换的那句还是原来那篇的意思，读者会当成这一篇的。

## 怎么改
看这一句说的是不是这一条，不是就写它自己的；真的是一回事，就只留一条。

- 错：`snowball` 的解释写成 `先还利率最高的一笔，总共付的利息最少。`
- 对：`snowball` 的解释写 `先还完最小的一笔，再还下一笔。`
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from generator.content_types.contact import Contact
from generator.content_types.term import Term
from generator.diagnostics import Wording
from generator.linting.likeness import likeness, pairs_of_characters
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{words}”和 {other} 的一样", "“{words}” is the same as in {other}")
ADVICE = Wording(
    "看它说的是不是这一条；是抄来的，就写这一条自己的。",
    "See whether it is about this entry; if it is copied, write its own.",
)
_SAME = 0.75
"""Minimum similarity of definitions of which one is a copy."""
_LONG = 12
"""Minimum number of characters of words that are not the same by chance."""
_SHOWN = 30
_REASONS = ("why", "move")
_WRITTEN = re.compile(rb"\b(?:why|move): *([^\n}#]*[^\s}#])")
_REFERENCE = re.compile(r"\[\[[^\]\n]*\]\]|\[@[^\]\n]*\]")


Copies = dict[str, list[tuple[str, str, tuple[str, ...]]]]
"""By entry the fields with words of others: the field, the words and the other entries."""


def _copied(given: Context) -> Copies:
    found: Copies = defaultdict(list)
    terms = [(each, pairs_of_characters(each.definition)) for each in given.library.entries(Term)]
    for one, pairs in terms:
        likes = (other for other, its in terms if other is not one and likeness(pairs, its) >= _SAME)
        others = tuple(f"terms/{other.id}" for other in likes if other.id != one.neutral and other.neutral != one.id)
        if others:
            found[f"terms/{one.id}"].append(("definition", one.definition, others))
    parts: dict[str, list[str]] = defaultdict(list)
    for contact in given.library.entries(Contact):
        for part in re.split("[；。]", _REFERENCE.sub("", contact.handles)):
            if len(part) >= _LONG:
                parts[part].append(f"contacts/{contact.id}")
    for part, keys in parts.items():
        for key in keys if len(set(keys)) > 1 else ():
            found[key].append(("handles", part, tuple(other for other in keys if other != key)))
    return dict(found)


@by_facts(_copied)
def check(document: Document, copied: Copies) -> Iterator[Finding]:
    """A finding at each definition, task of a contact and reason that is that of another entry or item."""
    for field, words, others in copied.get(document.key, ()):
        yield Finding(document.at(field), {"words": words[:_SHOWN], "other": "、".join(others)})
    reasons = _WRITTEN.findall(document.data) if b"why:" in document.data or b"move:" in document.data else ()
    if len(set(reasons)) < len(reasons):  # hardly any: the values of an entry need not be gone through
        yield from _repeated(document)


def _repeated(document: Document) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for location, value, _ in document.leaves:
        if location[-1] in _REASONS and isinstance(value, str) and len(value) >= _LONG:
            place = document.at(*location)
            if value in seen:
                yield Finding(place, {"words": value[:_SHOWN], "other": seen[value]})
            seen.setdefault(value, f"{document.path}:{place.line}")
