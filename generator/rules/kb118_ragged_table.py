"""表格各行的格数不一样。

## 查什么
表格每一行的格数要和表头相同；表头下面要有一行 `|---|---|`。

## 为什么
格数不同，内容会错位到别的列；没有分隔行，整张表会变成一堆竖线。

## 怎么改
补上空格子或删掉多余的 `|`。格子里要写竖线就写成 `\\|`。

- 错：`| 甲 | 乙 |` 下面写 `| 一 |`
- 对：`| 甲 | 乙 |` 下面写 `| 一 | |`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import blanked
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("{problem}", "{problem}")
ADVICE = Wording(
    "让每一行的格数和表头相同，表头下面写一行 |---|。",
    "Give each row as many cells as the head, with a line of |---| below the head.",
)
_TABLE = re.compile(r"(?m)(?:^[ \t]*\|[^\n]*(?:\n|\Z))+")
_DIVIDER = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]+")
_NO_RULE = Wording("表头下面缺一行 |---|", "There is no line of |---| below the head")


@OwnCheck.where(_TABLE, as_shown=True)
def check(document: Document) -> Iterator[Finding]:
    """A finding at each row whose number of cells is not that of the head."""
    for text in document.texts:
        if text.markup != "block":
            continue
        words = blanked(document, text)
        for table in _TABLE.finditer(words) if "|" in words else ():
            rows = list(re.finditer(r"[^\n]+", table[0]))
            expected = _cells(rows[0][0])
            for index, row in enumerate(rows):
                count = _cells(row[0])
                no_rule = index == 1 and not _RULE.fullmatch(row[0])
                if count != expected or no_rule:
                    start = table.start() + row.start() + len(row[0]) - len(row[0].lstrip())
                    problem = _NO_RULE if no_rule else _problem(count, expected)
                    yield Finding(document.within(text, start, table.start() + row.end()), {"problem": problem})


def _problem(count: int, expected: int) -> Wording:
    return Wording(f"这一行有 {count} 格，表头有 {expected} 格", f"This row has {count} cells, the head {expected}")


def _cells(row: str) -> int:
    inner = row.strip().removeprefix("|").removesuffix("|")
    return (inner.count("|") if "\\" not in inner else len(_DIVIDER.findall(inner))) + 1
