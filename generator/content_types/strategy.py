"""The strategy type."""

from typing import ClassVar

from generator.entry import Article, Line, Plain, Record


class Phrase(Record):
    """一句可以照着说（或者不要说）的话。"""

    words: Plain
    """原话。"""
    why: Line
    """为什么这样说，或者为什么不要说。"""


class Strategy(Article):
    """应对策略：读者可以做的一件事，怎么做。"""

    section: ClassVar[str] = "strategies"
    label: ClassVar[str] = "应对策略"

    say: tuple[Phrase, ...] = ()
    """可以照着说的话。"""
    not_say: tuple[Phrase, ...] = ()
    """不要说的话。"""
    limits: Line | None = None
    """什么时候这个办法不合适、不够用。"""
