"""The parameter type."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from generator.diagnostics import Wording
from generator.entry import Citation, Claims, Entry, FieldRisk, Figure, Oddity, ParameterTarget, Plain, Record, Role

_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?(?: ?[万亿])?")
_ONE_NUMBER = Wording(
    "只写一个数，如 3、0.05、50,000；不写“约”、范围和别的字", "one number such as 3, 0.05 or 50,000, and no words"
)


class Value(Record):
    """一段时间里的取值。"""

    value: Figure
    """数字或时间，不带单位，如 3、24、22:00。"""
    since: Annotated[date, Field(alias="from")]
    """从哪天起是这个值。"""
    until: date | None = None
    """到哪天为止（含当天）。"""
    source: Citation
    """依据，写 来源:条款。"""


class Parameter(Entry):
    """参数：会变的数字。只在这里写一次，正文用 {{id}} 引用。"""

    section: ClassVar[str] = "parameters"
    label: ClassVar[str] = "参数"
    summary: ClassVar[tuple[str, ...]] = ()
    prior: ClassVar[float] = 0
    risk: ClassVar[FieldRisk] = "law"
    claims: ClassVar[Claims] = "none"
    may_use_slang: ClassVar[bool] = True
    shown_whole: ClassVar[bool] = True
    asked: ClassVar[str] = "{}：现在是多少"

    unit: Figure | None = None
    """单位，如 次、%、日。"""
    values: Annotated[tuple[Value, ...], Field(min_length=1), Role.HISTORY]
    """各段时间的值，按先后写。"""
    times: tuple[Annotated[str, Field(min_length=1), ParameterTarget()], ...] = ()
    """由哪几个参数相乘得来，写它们的 id。检查时会乘一遍；其中一个变了，用到这个数的条目也会列出来。"""
    written_as: Annotated[tuple[Plain, ...], Role.OTHERS_WORDS, Role.VERBATIM] = ()
    """正文里不该手写的写法，如“每天 3 次”。出现了会提示改用参数。"""

    def oddities(self) -> Iterator[Oddity]:
        """Values of a parameter with a unit that are not a number, or that repeat the unit, which pages add."""
        for index, each in enumerate(self.values):
            place, unit = ("values", index, "value"), self.unit or ""
            if unit and each.value.endswith(unit) and each.value != unit:
                alone = Wording(f"只写数，单位“{unit}”页面会加上", f"the number alone; pages add “{unit}”")
                yield Oddity(place, alone, each.value.removesuffix(unit).strip())
            elif unit and not _NUMBER.fullmatch(each.value):
                yield Oddity(place, _ONE_NUMBER)
