"""可以不填的一格，不填时信里会留下空白。

## 查什么
写了 `optional: true`、又没有 `default` 的格子，出现在没有写 `if: 这一格` 的段落里。

## 为什么
读者没有填，信里就剩“证据：____”这样的半句话，寄出去像没写完。

## 怎么改
把用到它的句子单独写成一段，加上 `if:`；每封信都要有的，就删掉 `optional: true`。

- 错：`- text: 附上：{proof}`
- 对：`- if: proof`，下一行写 `text: 附上：{proof}`
"""

from collections.abc import Iterator

from generator.content_types.letter import Letter
from generator.diagnostics import Wording
from generator.entry import Text
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document
from generator.tools.placeholders import PLACEHOLDER

SEVERITY: Severity = "warning"
MESSAGE = Wording(
    "“{name}”可以不填，不填时这里会留下空白", "“{name}” is optional and leaves a blank here if not filled in"
)
ADVICE = Wording(
    "把这一句写成单独的一段，上面加 if: {name}；必须填的就删掉 optional。",
    "Make the sentence a part of its own with `if: {name}`, or remove `optional`.",
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each placeholder of an optional field in a part that is there also without it."""
    if isinstance(document.entry, Letter):
        optional = {each.id for each in document.entry.fields if each.optional and not each.default}
        for index, part in enumerate(document.entry.parts):
            text = Text(("parts", index, "text"), part.text, "letter")
            for found in PLACEHOLDER.finditer(part.text):
                if found[1] in optional and found[1] != (part.if_ or "").partition("=")[0]:
                    yield Finding(document.within(text, *found.span()), {"name": found[1]})
