"""一句话末尾没有句号。

## 查什么
`answer`、`definition`，和别的各项都以句号（或问号、感叹号）结尾的列表里的一项。正文里的列表也一样。

## 为什么
没有句号，读者不知道话说完没有；多半是贴漏了半句。

## 怎么改
补上句号；话没说完，就补完。可以运行 `kb check --fix`。

- 错：`借到手的钱本身，不算利息和费用`
- 对：`借到手的钱本身，不算利息和费用。`
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from generator.diagnostics import Wording
from generator.entry import Role, Text, has_role, named
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{words}”末尾没有句号", "“{words}” has no full stop")
ADVICE = Wording(
    "补上“。”；话没说完就补完。别处的{where}都有句号。", "Add “。”, or finish the sentence; other {where} have one."
)
_FIELD = Wording("这个字段", "fields of this name")
_ITEMS = Wording("各项", "items")
_ENDS = re.compile(r"[^\w\s\]*][”’）》」]*(?:\*\*)?(?:\[@[^\]\n]*\])*(?:\*\*)?\s*$")
"""The end of a text that ends with a mark; whether it is the right one, other rules say."""
_LEAST = 3
"""Minimum number of items of a list, of which all others have a full stop."""
_TAIL = 40
"""Number of characters at the end of a text among which its full stop is, citations included."""
_SENTENCES = (("answer",), ("definition",))
_ITEM = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,2}\.) +\S")

Field = tuple[str, ...]
"""The keys of a field, without the numbers of list items."""


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the end of each text and list item without a full stop, where its like have one."""
    open_ends: dict[Field, list[Text]] = defaultdict(list)
    for text in document.texts:
        if text.markup == "block":
            yield from _in_lists(document, text)
        elif _is_open(text.value):
            open_ends[named(text.location)].append(text)
    for field, (text, *more) in open_ends.items():
        if not more and not has_role(type(document.entry), text.location, Role.VERBATIM):
            texts = [each for each in document.texts if each.markup != "block" and named(each.location) == field]
            stops = sum("。" in each.value[-_TAIL:] for each in texts)
            if field in _SENTENCES or (len(texts) >= _LEAST and stops == len(texts) - 1):
                yield _finding(document, text, 0, len(text.value.rstrip()), _FIELD if len(texts) == 1 else _ITEMS)


def _in_lists(document: Document, text: Text) -> Iterator[Finding]:
    if not any(_ITEM.match(line) for line in text.value.split("\n") if not line.endswith("。")):
        return
    for is_item, group in groupby(_lines(text.value), lambda each: _ITEM.match(each[1]) is not None):
        items = list(group) if is_item else []
        open_ends = [each for each in items if _is_open(each[1])] if len(items) >= _LEAST else []
        if len(open_ends) == 1:
            start, line = open_ends[0]
            yield _finding(document, text, start, start + len(line.rstrip()), _ITEMS)


def _is_open(words: str) -> bool:
    return not words.endswith("。") and not _ENDS.search(words)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _finding(document: Document, text: Text, start: int, end: int, where: Wording) -> Finding:
    words = text.value[max(start, end - 12) : end]
    last = document.within(text, end - 1, end)
    return Finding(last, {"words": words, "where": where}, f"{text.value[end - 1]}。")
