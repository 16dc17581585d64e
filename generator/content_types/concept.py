"""The concept type."""

from typing import Annotated, ClassVar

from generator.entry import Article, Line, ListOrder, Milestone, Plain, Record, Role


class Fact(Record):
    """“一览”里的一行。"""

    name: Plain
    """项目，如“谁办的”。"""
    value: Line
    """内容，带来源。"""


class Concept(Article):
    """概念：读者要弄懂的一件事。讲事情怎么发生用 process，讲怎么做用 strategy。"""

    section: ClassVar[str] = "concepts"
    label: ClassVar[str] = "概念"
    listed: ClassVar[ListOrder] = "by topic"
    linked_by_title: ClassVar[bool] = True

    facts: Annotated[tuple[Fact, ...], Role.SELDOM, Role.ANCHORED] = ()
    """一览表：几行最要紧的事实。"""
    milestones: Annotated[tuple[Milestone, ...], Role.HISTORY, Role.SOURCED_OTHERWISE, Role.SELDOM, Role.ANCHORED] = ()
    """发展历程，按时间先后。"""
