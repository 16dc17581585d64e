"""列表里有一样的两项。

## 查什么
别名、主题、步骤等列表里，同样的文字写了两次；别名和标题相同也算，两条 `faq` 里有同一个问法也算。

## 为什么
页面上会显示两遍；别名重复没有用处。

## 怎么改
删掉一个。
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.entry import Location
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{item}”已经写过了", "“{item}” is there already")
ADVICE = Wording("{how}。", "{how}.")
_REMOVE = Wording("删掉这一项", "Remove this item")
_OF_ANOTHER = Wording("另一句回答的 asks 里也有：只留答得上的那一句", "Keep it only with the reply that answers it")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each item of a list that repeats another, and at an alias that repeats the title."""
    seen: dict[tuple[Location, str], Location] = {(("aliases",), document.entry.title): ("title",)}
    for location, value, _ in document.leaves:
        if isinstance(value, str) and isinstance(location[-1], int) and location[0] != "relations":
            asked = location[0] == "faq"
            item = (("faq",) if asked else location[:-1], value.strip())
            if item in seen:
                yield Finding(document.at(*location), {"item": value, "how": _REMOVE})
                if asked and seen[item][:2] != location[:2]:
                    yield Finding(document.at(*seen[item]), {"item": value, "how": _OF_ANOTHER})
            seen.setdefault(item, location)
