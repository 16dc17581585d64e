"""The term type."""

from typing import ClassVar

from generator.entry import Entry, Line, Plain, Reference, TermReference


class Term(Entry):
    """术语：一个词的意思。正文里第一次出现时会自动链接到这里。"""

    section: ClassVar[str] = "terms"
    label: ClassVar[str] = "术语"

    definition: Line
    """一两句话的解释。"""
    slang: bool = False
    """是不是圈内俗语。俗语只解释，正文里用中性的说法。"""
    neutral: TermReference | None = None
    """俗语对应的中性术语。"""
    see: tuple[Reference, ...] = ()
    """详细讲这件事的条目。"""
    not_in: tuple[Plain, ...] = ()
    """碰巧包含这个词、但不该链接的更长的词。"""
    auto_link: bool = True
    """正文里出现时是否自动链接。"""
