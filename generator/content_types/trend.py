"""The trend type."""

from typing import ClassVar

from generator.entry import Article, Line, Milestone


class Trend(Article):
    """行业趋势：规则和行业正在怎么变，对读者意味着什么。"""

    section: ClassVar[str] = "trends"
    label: ClassVar[str] = "行业趋势"

    milestones: tuple[Milestone, ...] = ()
    """已经发生的变化，按时间先后。"""
    uncertain: tuple[Line, ...] = ()
    """还不能确定的事。"""
