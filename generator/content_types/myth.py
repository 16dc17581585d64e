"""The myth type."""

from typing import Annotated, ClassVar, Literal

from generator.entry import Article, Line, Role, Title


class Myth(Article):
    """误区：一个流传的错误说法，为什么有人信，实际怎样。标题是真话，写成问句和结论，如“这样会坐牢吗？一般不会”；那个说法写在 belief.says。"""

    section: ClassVar[str] = "myths"
    label: ClassVar[str] = "误区"
    prior: ClassVar[float] = 0.95
    may_use_slang: ClassVar[bool] = True

    title: Annotated[Title, Role.HEADING, Role.SHOWN_ELSEWHERE, Role.OTHERS_WORDS]
    """真话，写成问句和结论；流传的说法写在 belief.says。"""
    verdict: Literal["false", "misleading", "partly"]
    """false 不对；misleading 误导；partly 只对一半。"""
    believed_because: Line
    """为什么会有人信。"""
