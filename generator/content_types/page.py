"""The type of the hand-written Markdown pages."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.entry import Claims, Entry, Section, Summary
from generator.form import ToolRelations


class Page(Entry):
    """说明页：手写的 Markdown 页面，如“关于”。写在 content/pages/ 里，用二级标题分节。"""

    section: ClassVar[str] = "pages"
    label: ClassVar[str] = "关于本站"
    prior: ClassVar[float] = 0.7
    claims: ClassVar[Claims] = "none"
    suggested: ClassVar[bool] = False
    by_hand: ClassVar[bool] = True

    answer: Summary
    """一句话：这一页讲什么。"""
    tool: Literal["log", "relative"] | None = None
    """这一页带什么工具：log 记录来电和文书的表；relative 给家人看的大字页，标题和简介里不提是什么事。"""
    relations: ToolRelations = ToolRelations()
    """和其他条目的关系。"""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    """正文各节。"""

    @property
    def filled_in(self) -> bool:
        """Whether it has a tool."""
        return self.tool is not None

    @property
    def in_footer(self) -> bool:
        """Whether the footer of every page links to it: not if it is retired, nor the page for relatives."""
        return self.status != "retired" and self.tool != "relative"
