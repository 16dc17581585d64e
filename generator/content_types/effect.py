"""The effect type."""

from typing import ClassVar

from generator.entry import Article, Line


class Effect(Article):
    """心理影响：欠款和催收会让人怎样，怎么缓过来。"""

    section: ClassVar[str] = "effects"
    label: ClassVar[str] = "心理影响"

    signs: tuple[Line, ...] = ()
    """可能会注意到的表现。"""
    seek_help_when: tuple[Line, ...] = ()
    """出现哪些情况就该找人帮忙，写成“如果……，请……”。"""
