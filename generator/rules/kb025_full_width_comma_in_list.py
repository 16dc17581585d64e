"""方括号列表里用了全角逗号或顿号。

## 查什么
`[甲，乙]`、`[甲、乙]` 这样的列表。

## 为什么
YAML 只认半角逗号，会把它们当成一项。

## 怎么改
改成半角逗号加空格；这个逗号本来就是一句话里的，整句用单引号包起来，或者写成一行一项的列表。

- 错：`aliases: [微信分付，分付额度]`
- 对：`aliases: [微信分付, 分付额度]`
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.entry import Leaf, Markup, Record, Role, has_role
from generator.linting.rule import Severity
from generator.linting.running import Finding, ValueCheck
from generator.reading.document import Document
from generator.reading.traps import wide_separators
from generator.reading.yaml_nodes import ListNode, Scalar, locate

SEVERITY: Severity = "error"
MESSAGE = Wording("列表里的“{text}”会被当成一项", "“{text}” is one item of the list")
ADVICE = Wording(
    "隔开各项用半角逗号加空格；本来就是一句话，就用单引号包起来。",
    "Divide items with `, `; a sentence that holds this comma goes in single quotes.",
)


@ValueCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each item of a flow sequence that was meant to be several."""
    for location, value, marks in document.leaves:
        if (
            isinstance(value, str)
            and ("，" in value or "、" in value)
            and _is_name(type(document.entry), (location, value, marks))
        ):
            holder, item = (locate(document.root, part) for part in (location[:-1], location))
            if isinstance(holder, ListNode) and holder.bracketed and isinstance(item, Scalar) and not item.style:
                trap = wide_separators(item.span, item.text)
                if trap and trap.fix:
                    yield Finding(trap.span, {"text": trap.text}, *trap.fix)


def _is_name(kind: type[Record], leaf: Leaf) -> bool:
    """Whether a value is an item of a list of names or questions, in which commas are separators."""
    location, _, marks = leaf
    sentence = any(isinstance(mark, Markup) and mark.kind != "plain" for mark in marks)
    short = bool(marks) or has_role(kind, location, Role.WITHOUT_COMMAS)
    return isinstance(location[-1], int) and not sentence and short
