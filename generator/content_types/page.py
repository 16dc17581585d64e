"""The type of the hand-written Markdown pages."""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.entry import Claims, Entry, Line, Section


class Page(Entry):
    """说明页：手写的 Markdown 页面，如“关于”。写在 content/pages/ 里，二级标题分节。"""

    section: ClassVar[str] = "pages"
    label: ClassVar[str] = "关于本站"
    prior: ClassVar[float] = 0.7
    claims: ClassVar[Claims] = "none"
    suggested: ClassVar[bool] = False
    by_hand: ClassVar[bool] = True

    answer: Line
    """一句话：这一页讲什么。"""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    """正文各节。"""
