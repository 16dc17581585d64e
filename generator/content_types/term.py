"""The term type."""

from typing import Annotated, ClassVar

from generator.entry import (
    Entry,
    EntryReference,
    Line,
    ListOrder,
    Location,
    OnwardKind,
    Plain,
    Role,
    TermReference,
    Title,
)


class Term(Entry):
    """术语：一个词的意思。正文里第一次出现时会自动链接到这里。"""

    section: ClassVar[str] = "terms"
    label: ClassVar[str] = "术语"
    listed: ClassVar[ListOrder] = "by letter"
    summary: ClassVar[tuple[str, ...]] = ("definition",)
    prior: ClassVar[float] = 0.9
    may_use_slang: ClassVar[bool] = True
    onward: ClassVar[OnwardKind | None] = "understand"
    suggested: ClassVar[bool] = False
    asked: ClassVar[str] = "{}是什么意思？"

    title: Annotated[Title, Role.HEADING, Role.SHOWN_ELSEWHERE, Role.MAY_NUMBER]
    """读者看到的标题。"""
    definition: Annotated[Line, Role.SHOWN_ELSEWHERE]
    """一两句话的解释。"""
    slang: bool = False
    """是不是圈内俗语。俗语只解释，正文里用中性的说法。"""
    neutral: TermReference | None = None
    """俗语对应的中性术语。"""
    see: tuple[EntryReference, ...] = ()
    """详细讲这件事的条目。"""
    not_in: Annotated[tuple[Plain, ...], Role.OTHERS_WORDS, Role.VERBATIM] = ()
    """碰巧包含这个词、但不该链接的更长的词。"""
    auto_link: bool = True
    """正文里出现时是否自动链接。"""

    def said_by_others(self, location: Location) -> bool:
        """As for all entries; the title and aliases of a slang term are other people's words, too."""
        return (self.slang and location == ("title",)) or super().said_by_others(location)
