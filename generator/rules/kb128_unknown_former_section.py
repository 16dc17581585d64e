"""以前的地址里没有这个栏目。

## 查什么
`moved_from` 里的地址，栏目名写错了。

## 为什么
旧地址转不过来，读者会看到“找不到”。

## 怎么改
写成“栏目/名字”。

- 错：`moved_from: [term/old]`
- 对：`moved_from: [terms/old]`
"""

from collections.abc import Iterator
from difflib import get_close_matches

from generator.content_types import BY_SECTION
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{address}”里没有叫“{section}”的栏目", "There is no section “{section}” for “{address}”")
ADVICE = Wording("栏目是：{known}。", "The sections are: {known}.")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each former address in a section that there is not."""
    for index, address in enumerate(document.entry.moved_from):
        section = address.split("/")[0]
        if section not in BY_SECTION:
            guess = "".join(get_close_matches(section, BY_SECTION, 1, 0.6))
            facts = {"address": address, "section": section, "known": ", ".join(BY_SECTION), "guess": guess}
            yield Finding(document.at("moved_from", index), facts)
