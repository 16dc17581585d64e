"""信里的空格没有对应的格子。

## 查什么
文书的 `text` 里写的 `{名字}`，和 `if`、`unless` 里的名字，在 `fields` 里有没有；选项有没有。

## 为什么
读者没有地方填，信里永远空着；条件永远不成立，那一段永远不出现。

## 怎么改
改成 `fields` 里有的 `id`，或者加上这一格。今天的日期写 `{today}`。
"""

from collections.abc import Iterator

from generator.content_types.letter import Letter
from generator.diagnostics import Wording
from generator.entry import Text
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document
from generator.tools.placeholders import PLACEHOLDER, TODAY

SEVERITY: Severity = "error"
MESSAGE = Wording("没有叫“{name}”的格子或选项", "There is no field or choice “{name}”")
ADVICE = Wording("改成 fields 里有的，或者加上它。", "Use one of `fields`, or add it.")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each placeholder and condition that no field stands behind."""
    entry = document.entry
    if not isinstance(entry, Letter):
        return
    choices = {field.id: {choice.id for choice in field.choices} for field in entry.fields}
    for index, part in enumerate(entry.parts):
        text = Text(("parts", index, "text"), part.text, "letter")
        for found in PLACEHOLDER.finditer(part.text):
            if found[1] not in (*choices, TODAY):
                yield Finding(document.within(text, *found.span()), {"name": found[1]})
        for key, condition in (("if", part.if_), ("unless", part.unless)):
            name, _, choice = (condition or "").partition("=")
            if condition and (name not in choices or (choice and choice not in choices[name])):
                yield Finding(document.at("parts", index, key), {"name": condition})
