"""The effect type."""

from typing import Annotated, ClassVar

from generator.entry import Article, Line, OnwardKind, Role


class Effect(Article):
    """心理影响：这件事会让人有什么反应，怎么缓过来。"""

    section: ClassVar[str] = "effects"
    label: ClassVar[str] = "心理影响"
    onward: ClassVar[OnwardKind | None] = "feel"

    signs: Annotated[tuple[Line, ...], Role.ADVICE] = ()
    """可能会注意到的表现。"""
    seek_help_when: Annotated[tuple[Line, ...], Role.ADVICE, Role.SAFETY] = ()
    """出现哪些情况就该找人帮忙，写成“如果……，请……”。"""
