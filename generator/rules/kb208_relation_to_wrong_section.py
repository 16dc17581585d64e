"""关系指向了不该指的栏目。

## 查什么
`next`、`eased_by`、`turn_to` 等字段各自只能指向固定的栏目，这里指到了别的栏目。

## 为什么
页面上会把误区当成“下一步”，把概念当成“可以找谁”。

## 怎么改
换到合适的字段，或者换成该栏目的条目。

- 错：`eased_by: [fenfu]`（fenfu 是概念）
- 对：`eased_by: [keep-records]`
"""

from collections.abc import Iterator

from generator.content_types import BY_SECTION
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, named, resting_on
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{field}”不能指向 {key}", "“{field}” cannot lead to {key}")
ADVICE = Wording("这个字段只能指向：{sections}。", "This field leads to: {sections}.")


@resting_on(named)
def check(document: Document, given: Context) -> Iterator[Finding]:
    """A finding at each relation whose target lies in a section not meant for it."""
    for mention in given.mentions(document):
        key = mention.resolution.key
        if (
            mention.reference.kind == "entry"
            and mention.reference.sections
            and key
            and key.split("/")[0] not in mention.reference.sections
        ):
            names = [part for part in mention.reference.location if isinstance(part, str)]
            labelled = (f"{section}（{BY_SECTION[section].label}）" for section in mention.reference.sections)
            facts = {"field": names[-1], "key": key, "sections": "、".join(labelled)}
            yield Finding(mention.span(document), facts)
