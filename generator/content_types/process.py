"""The process type."""

from typing import Annotated, ClassVar, Literal

from generator.entry import Article, Line, Plain, Record, Role


class Stage(Record):
    """时间线上的一个阶段。"""

    when: Annotated[Line, Role.SOURCED_OTHERWISE]
    """什么时候，如“第 1 天”。期限用 {{参数}}，来源写在 what 里。"""
    what: Line
    """通常会发生什么，带来源。"""
    move: Annotated[Line, Role.ADVICE]
    """读者这时可以做什么。"""


class Circle(Record):
    """可能被联系的一类人。"""

    who: Plain
    """哪类人，如“紧急联系人”。"""
    may: Literal["yes", "limited", "no"]
    """能不能联系：yes 可以；limited 有条件；no 不可以。"""
    how: Line
    """可以怎样、不能怎样，带来源。"""


class Process(Article):
    """流程：投诉、诉讼等事情会怎么发生，谁该做什么。"""

    section: ClassVar[str] = "process"
    label: ClassVar[str] = "流程"
    linked_by_title: ClassVar[bool] = True

    must: Annotated[tuple[Line, ...], Role.SOURCED_OTHERWISE] = ()
    """对方应当做到的事，带来源。"""
    must_not: Annotated[tuple[Line, ...], Role.SOURCED_OTHERWISE, Role.FORBIDS] = ()
    """对方不能做的事，带来源。"""
    timeline: Annotated[tuple[Stage, ...], Role.SELDOM, Role.ANCHORED] = ()
    """按时间先后的各个阶段。页面上会画成一条线。"""
    circles: tuple[Circle, ...] = ()
    """谁可以被联系，从近到远。页面上会画成一圈一圈。"""
