"""链接的小标题不存在。

## 查什么
`[[条目#小标题]]` 里的小标题，那个条目没有。小节写了 `id` 的，要用 `id`。

## 为什么
读者点下去会落在页首，找不到要看的那一节。

## 怎么改
照那个条目的 `heading`（或小节的 `id`）写。

- 错：`[[fenfu#谁放款]]`
- 对：`[[fenfu#谁在放款]]`
"""

from collections.abc import Iterator
from difflib import get_close_matches

from generator.content_types.source import Source
from generator.diagnostics import Facts, Wording
from generator.entry import Role, fields, has_role
from generator.linking.addresses import heading_anchor, section_anchor
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{target}”里没有小标题“{heading}”", "“{target}” has no heading “{heading}”")
ADVICE = Wording("{how}。", "{how}.")
_NONE = Wording("那一页没有小标题：去掉 # 和后面的字", "That page has no headings: remove the # and what follows it")


@resting_on(named)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each link to a heading that is not on the page."""
    for mention in given.mentions(document):
        if mention.reference.kind == "entry" and mention.reference.detail and mention.resolution.key:
            anchors = _anchors(given.library[mention.resolution.key])
            if heading_anchor(mention.reference.detail) not in anchors:
                known = "、".join(anchors.values())
                how = Wording(f"那一页有：{known}", f"That page has: {known}") if known else _NONE
                by_heading = {heading_anchor(name): name for name in anchors.values()}
                guess = get_close_matches(heading_anchor(mention.reference.detail), by_heading, 1, 0.4)
                facts: Facts = {"target": mention.reference.target, "heading": mention.reference.detail, "how": how}
                yield Finding(mention.span(document), {**facts, "guess": by_heading[guess[0]] if guess else ""})


def _anchors(document: Document) -> dict[str, str]:
    """The anchors of a page, each with what to write in a reference."""
    entry = document.entry
    found = {section_anchor(section): section.id or section.heading for section in document.sections.values()}
    anchored = (name for name, key, _ in fields(type(entry)) if has_role(type(entry), (key,), Role.ANCHORED))
    found |= {name: name for name in anchored if getattr(entry, name)}
    if isinstance(entry, Source):
        found |= {f"c-{clause.id}": f"c-{clause.id}" for clause in entry.clauses}
    return found
