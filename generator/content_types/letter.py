"""The letter type."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from generator.diagnostics import Wording
from generator.entry import (
    ContactReference,
    Entry,
    Expected,
    Line,
    Location,
    Markup,
    Names,
    Oddity,
    Record,
    Role,
    Summary,
)
from generator.form import Input, ToolRelations, misplaced_choices

Condition = Annotated[
    str,
    Field(pattern=r"^[a-z][a-z0-9_]*(=[a-z0-9-]+)?$"),
    Expected(
        Wording(
            "某一格的 id，如 calls，或 id=选项，如 ground=limitation", "a field such as calls, or ground=limitation"
        )
    ),
]
TODAY = "today"
"""Stands for the day on which a letter is written."""
_TAKEN = Wording(
    "另起一个名字，如 day；today 是今天的日期，信里直接写 {today}，不用 fields",
    "another name such as day; today stands for the date, and letters may write {today} without a field",
)
LetterText = Annotated[str, Field(min_length=1), Markup("letter")]
"""Text of a letter: a line is a paragraph, `{id}` is replaced by what the reader fills in, citations are not copied."""


class Part(Record):
    """信里的一段。"""

    if_: Annotated[Condition | None, Field(alias="if")] = None
    """填了哪一格，或选了哪一项，才有这一段。"""
    unless: Condition | None = None
    """填了哪一格，或选了哪一项，就没有这一段。"""
    text: LetterText
    """这一段的字，一行一段；{id} 是读者填的内容，{today} 是今天的日期。"""


class Letter(Entry):
    """文书：读者填几格，信就写好了，可以复制、打印、存成文件。信里只写读者自己能证明的事。"""

    section: ClassVar[str] = "letters"
    label: ClassVar[str] = "文书"
    prior: ClassVar[float] = 1.05
    shown_whole: ClassVar[bool] = True

    answer: Summary
    """一句话：这封信写给谁，做什么用。"""
    before: Annotated[tuple[Line, ...], Role.ADVICE] = ()
    """动笔以前先想清楚的事。"""
    fields: Annotated[tuple[Input, ...], Field(min_length=1), Names("blanks")]
    """请读者填什么。"""
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]
    """信的正文，从上到下。"""
    can: Annotated[tuple[Line, ...], Field(min_length=1)]
    """这封信能做到什么。"""
    cannot: Annotated[tuple[Line, ...], Field(min_length=1)]
    """这封信做不到什么。"""
    send: Annotated[tuple[Line, ...], Role.ADVICE] = ()
    """怎么送出去，留什么凭证。"""
    turn_to: Annotated[tuple[ContactReference, ...], Role.SAFETY] = ()
    """可以找谁，写求助渠道的 id。"""
    relations: ToolRelations = ToolRelations()
    """和其他条目的关系。"""

    @property
    def filled_in(self) -> bool:
        """Always true."""
        return True

    def oddities(self) -> Iterator[Oddity]:
        """Fields whose name is taken by today's date, and choices in a field of another kind."""
        for index, field in enumerate(self.fields):
            if field.id == TODAY:
                yield Oddity(("fields", index, "id"), _TAKEN)
        yield from misplaced_choices("fields", self.fields)

    def stands_at(self, location: Location) -> str:
        """The paragraph of the letter that a value belongs to, with its number and condition."""
        if location[0] != "parts" or len(location) < 2:
            return ""
        condition = self.parts[int(location[1])].if_
        return f"信的第 {int(location[1]) + 1} 段" + (f"（{condition} 时才有）" if condition else "")
