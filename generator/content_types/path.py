"""The path type."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.entry import ContactReference, Entry, EntryReference, Line, OnwardKind, Record, Role, Summary


class Step(Record):
    """其中一步。"""

    entry: EntryReference
    """这一步看哪个条目。"""
    why: Line
    """为什么现在做这一步，做到什么程度就可以往下走。"""


class Path(Entry):
    """处境：遇到一种处境时，从第一分钟到稳住局面，一步一步怎么做。标题就是那个处境。"""

    section: ClassVar[str] = "paths"
    label: ClassVar[str] = "处境"
    prior: ClassVar[float] = 1.1
    onward: ClassVar[OnwardKind | None] = "act"

    answer: Summary
    """一句话：先别怕，最要紧的是什么。不超过 60 个字。"""
    first_step: Annotated[Line, Role.ADVICE]
    """第一步，现在就能做，一分钟以内。"""
    distress: Annotated[Literal["none", "some", "high"], Role.SAFETY] = "none"
    """处境触及情绪危机的程度：none 没有；some 有一些，提到了；high 高，求助卡放在最前面。"""
    steps: Annotated[tuple[Step, ...], Field(min_length=3), Role.ADVICE, Role.ANCHORED]
    """依次要做的事。"""
    turn_to: Annotated[tuple[ContactReference, ...], Role.SAFETY] = ()
    """可以找谁，写求助渠道的 id。"""

    @property
    def begun_at_once(self) -> bool:
        """Always true: its first step can be done at once."""
        return True
