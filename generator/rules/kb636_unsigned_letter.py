"""信的末尾没有署名。

## 查什么
`fields` 里问了姓名，最后一段写了 `{today}`，却没有写姓名的那一格。

## 为什么
没有署名的信，收到的人可以不当一回事；读者以为填了名字就有。

## 怎么改
在日期上面加一行 `{name}`。

- 错：最后一段只有 `{today}`
- 对：最后一段是 `{name}`，下一行 `{today}`
"""

import re
from collections.abc import Iterator

from generator.content_types.letter import TODAY, Letter
from generator.diagnostics import Wording
from generator.entry import Text
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document
from generator.tools.placeholders import PLACEHOLDER

SEVERITY: Severity = "warning"
MESSAGE = Wording("信的末尾没有署名", "The letter ends without the name of the writer")
ADVICE = Wording("在 {today} 上面加一行 {name}。", "Add a line {name} above {today}.")
_NAME = re.compile("(?:你|自己)的(?:姓名|名字)|^(?:姓名|名字)|署名|落款")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the date at the end of a letter that asks for the writer's name and does not end with it."""
    entry = document.entry
    names = [field.id for field in entry.fields if _NAME.search(field.ask)] if isinstance(entry, Letter) else []
    if isinstance(entry, Letter) and names:
        last = len(entry.parts) - 1
        found = list(PLACEHOLDER.finditer(entry.parts[last].text))
        if found and found[-1][1] == TODAY and not any(each[1] in names for each in found):
            text = Text(("parts", last, "text"), entry.parts[last].text, "letter")
            facts = {"name": f"{{{names[0]}}}", "today": f"{{{TODAY}}}"}
            yield Finding(document.within(text, *found[-1].span()), facts)
