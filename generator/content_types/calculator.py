"""The calculator type."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.entry import ContactReference, Entry, Line, Names, Oddity, ParameterTarget, Plain, Record, Role, Summary
from generator.form import Input, Name, ToolRelations, misplaced_choices

Formula = Annotated[str, Field(min_length=1)]
"""A formula as editors write it; `generator.tools.formulas` parses it."""
ResultKind = Literal["money", "rate", "count", "number", "date", "truth", "text", "table"]


class Constant(Record):
    """公式用到的一个会变的数字，值写在参数里。"""

    id: Name
    """公式里用的名字。"""
    parameter: Annotated[str, Field(min_length=1), ParameterTarget()]
    """参数的 id。页面会写出它的值、来源和从哪天起。"""


class Result(Record):
    """算出来的一项。"""

    id: Name
    """名字，后面的公式里用它。"""
    says: Plain
    """读者看到的字。"""
    kind: ResultKind
    """money 金额；rate 百分比；count 整数；number 数；date 日期；truth 是或否；text 文字；table 表格。"""
    formula: Formula
    """怎么算，如 payment * times - received。"""
    about: Line | None = None
    """这个数是什么意思，一句话。"""
    calendar: bool = False
    """日期可以放进日历。"""
    main: bool = False
    """最要紧的一项，显示得最大。"""


class Advice(Record):
    """算出某种结果时要说的话。"""

    when: Formula
    """什么时候说，写成公式，如 apr > cap。"""
    says: Line
    """说什么，带来源。"""


class Example(Record):
    """一个算例：检查时会真的算一遍，对不上就报错。"""

    given: dict[str, str | tuple[dict[str, str], ...]]
    """填什么。"""
    gives: Annotated[dict[str, str], Field(min_length=1)]
    """应当得出什么。金额写元，百分比带 %。"""


class Calculator(Entry):
    """计算器：读者填几个数，页面当场算，不发给任何人。"""

    section: ClassVar[str] = "calculators"
    label: ClassVar[str] = "计算器"

    answer: Summary
    """一句话：算出来的是什么，有什么用。"""
    inputs: Annotated[tuple[Input, ...], Field(min_length=1), Names("formulas")]
    """请读者填什么。"""
    constants: Annotated[tuple[Constant, ...], Names("formulas")] = ()
    """用到哪些参数。"""
    results: Annotated[tuple[Result, ...], Field(min_length=1), Names("formulas")]
    """算出什么。"""
    advice: tuple[Advice, ...] = ()
    """什么结果下说什么。"""
    assumptions: Annotated[tuple[Line, ...], Role.ADVICE] = ()
    """按什么假设算的，哪些没算进去。"""
    examples: Annotated[tuple[Example, ...], Field(min_length=1)]
    """算例。"""
    turn_to: Annotated[tuple[ContactReference, ...], Role.SAFETY] = ()
    """可以找谁，写求助渠道的 id。"""
    relations: ToolRelations = ToolRelations()
    """和其他条目的关系。"""

    def oddities(self) -> Iterator[Oddity]:
        """Choices in an input of another kind."""
        return misplaced_choices("inputs", self.inputs)

    @property
    def filled_in(self) -> bool:
        """Always true."""
        return True
