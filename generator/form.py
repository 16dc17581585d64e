"""Fields shared by the types that readers fill in (checks, letters, calculators): inputs, and the entries a tool helps
with.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field

from generator.diagnostics import Wording
from generator.entry import SLUG, Expected, Figure, Line, Oddity, Plain, Record, Target

Name = Annotated[
    str,
    Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40),
    Expected(
        Wording(
            "小写字母开头，只用小写字母、数字和下划线，如 first_day",
            "lower-case letters, digits and underscores, beginning with a letter, such as first_day",
        )
    ),
]
"""A name inside one tool that formulas and placeholders use: letters, digits and underscores."""
NodeName = Annotated[
    str,
    Field(pattern=SLUG, max_length=40),
    Expected(
        Wording("小写字母、数字和连字符，如 at-night", "lower-case letters, digits and hyphens, such as at-night")
    ),
]
"""A name inside one tool that answers and choices use: letters, digits and hyphens."""
CellKind = Literal["money", "rate", "count", "number", "date", "time", "text"]
InputKind = Literal["money", "rate", "count", "number", "date", "time", "text", "lines", "choice", "rows"]
LetterReference = Annotated[str, Field(min_length=1), Target(("letters",))]
NextReference = Annotated[
    str,
    Field(min_length=1),
    Target(
        ("concepts", "process", "effects", "strategies", "myths", "paths", "checks", "letters", "calculators", "pages")
    ),
]


class Choice(Record):
    """可选的一项。"""

    id: NodeName
    """公式和条件里用的名字。"""
    says: Plain
    """读者看到的字。"""


class Cell(Record):
    """一行里的一格。"""

    id: Name
    """公式里用的名字。"""
    ask: Plain
    """问什么。"""
    kind: CellKind
    """money 金额；rate 百分比；count 整数；number 数；date 日期；time 几点；text 文字。"""
    optional: bool = False
    """可以不填。"""


class Input(Record):
    """请读者填的一项。"""

    id: Name
    """公式和正文里用的名字，小写字母、数字和下划线。"""
    ask: Plain
    """问什么，用读者的话。"""
    hint: Line | None = None
    """到哪里找、怎么写。"""
    kind: InputKind
    """money 金额；rate 百分比；count 整数；number 数；date 日期；time 几点；text 一行文字；lines 几行文字；choice 选一项；rows 可以加行的表。"""
    optional: bool = False
    """可以不填。"""
    default: Figure | None = None
    """预先填好的值。"""
    least: Figure | None = None
    """最小是多少。"""
    most: Figure | None = None
    """最大是多少。"""
    choices: tuple[Choice, ...] = ()
    """kind 是 choice 时，可以选的几项。"""
    of: tuple[Cell, ...] = ()
    """kind 是 rows 时，一行里有哪几格。"""
    limit: Annotated[int, Field(ge=1, le=60)] = 12
    """kind 是 rows 时，最多几行。"""


_CHOICE = Wording("choice，因为下面写了 choices；不是选项就删掉 choices", "choice, because there are choices below")


def misplaced_choices(key: str, inputs: Sequence[Input]) -> Iterator[Oddity]:
    """The inputs that have choices, but are of another kind."""
    for index, each in enumerate(inputs):
        if each.choices and each.kind != "choice":
            yield Oddity((key, index, "kind"), _CHOICE, "choice")


class ToolRelations(Record):
    """工具和其他条目的关系。反方向的关系会自动生成。"""

    helps_with: tuple[
        Annotated[str, Target(("concepts", "process", "effects", "strategies", "myths", "paths", "terms"))], ...
    ] = ()
    """哪些条目的读者用得上：那些页面会自动出现到这里的链接。"""
    next: tuple[NextReference, ...] = ()
    """下一步。"""
