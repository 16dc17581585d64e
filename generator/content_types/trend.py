"""The trend type."""

from typing import Annotated, ClassVar

from generator.entry import Article, Line, Milestone, Role


class Trend(Article):
    """行业趋势：规则和行业正在怎么变，对读者意味着什么。"""

    section: ClassVar[str] = "trends"
    label: ClassVar[str] = "行业趋势"

    milestones: Annotated[tuple[Milestone, ...], Role.HISTORY, Role.SOURCED_OTHERWISE, Role.SELDOM, Role.ANCHORED] = ()
    """已经发生的变化，按时间先后。"""
    uncertain: Annotated[tuple[Line, ...], Role.SOURCED_OTHERWISE] = ()
    """还不能确定的事。"""
