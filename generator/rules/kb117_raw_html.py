"""写了 HTML。

## 查什么
文字里的 `<br>`、`<b>…</b>` 等标签和 `&nbsp;` 一类的代码。

## 为什么
为了安全，HTML 不会生效，读者会看到尖括号。

## 怎么改
换行就空一行，加粗用 `**…**`：

- 错：`<b>先别转账</b>`
- 对：`**先别转账**`
"""

import re
from collections.abc import Iterator
from html import unescape

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, ValueCheck
from generator.linting.sentences import search
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{html}”是 HTML，不会生效", "“{html}” is HTML and will not work")
ADVICE = Wording("{how}", "{how}")
_MARKDOWN = Wording(
    "用 Markdown：空一行分段，**加粗**，- 列表。", "Use Markdown: a blank line for a paragraph, **bold**, - lists."
)
_HTML = re.compile(r"</?[A-Za-z][^<>\n]*>|<!--|&(?:[a-z]{2,8}|#\d+);")


@ValueCheck.where(_HTML)
def check(document: Document) -> Iterator[Finding]:
    """A finding at each tag or character code."""
    for text, found in search(document, _HTML):
        character = unescape(found[0]) if found[0][0] == "&" else ""
        right = character.strip() if character else None
        how = _written(right) if character else _MARKDOWN
        yield Finding(document.within(text, *found.span()), {"html": found[0], "how": how}, right)


def _written(character: str | None) -> Wording:
    """What to write for the code of a character; blanks are not needed."""
    if not character:
        return Wording("删掉它；分段空一行，不用空格缩进。", "Remove it; a blank line begins a paragraph.")
    return Wording(f"直接写“{character}”。", f"Write “{character}” itself.")
