"""The strategy type."""

from typing import Annotated, ClassVar

from generator.entry import Article, Line, ListOrder, OnwardKind, Plain, Record, Role


class Phrase(Record):
    """一句可以照着说的话。"""

    words: Plain
    """原话。"""
    why: Line
    """为什么这样说。"""


class Unsaid(Record):
    """一句不要说的话。"""

    words: Annotated[Plain, Role.OTHERS_WORDS, Role.WRONG]
    """原话。"""
    why: Line
    """为什么不要说。"""


class Strategy(Article):
    """应对策略：读者可以做的一件事，怎么做。"""

    section: ClassVar[str] = "strategies"
    label: ClassVar[str] = "应对策略"
    wanted: ClassVar[tuple[str, ...]] = ("do_now",)
    listed: ClassVar[ListOrder] = "by topic"
    onward: ClassVar[OnwardKind | None] = "act"

    say: Annotated[tuple[Phrase, ...], Role.ADVICE] = ()
    """可以照着说的话。"""
    not_say: Annotated[tuple[Unsaid, ...], Role.ADVICE, Role.FORBIDS] = ()
    """不要说的话。"""
    limits: Annotated[Line | None, Role.ADVICE] = None
    """什么时候这个办法不合适，或者不够用。"""
