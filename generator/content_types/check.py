"""The check type."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from generator.entry import (
    ContactReference,
    Entry,
    Line,
    Location,
    Names,
    ParameterTarget,
    Plain,
    Record,
    Role,
    Summary,
    Title,
)
from generator.form import LetterReference, NextReference, NodeName, ToolRelations


class Deadline(Record):
    """要算的一个期限。"""

    says: Plain
    """这是什么期限，如“提出书面异议的最后一天”。"""
    ask: Plain
    """从哪天算起：问读者的话，如“哪天收到支付令”。"""
    parameter: Annotated[str, Field(min_length=1), ParameterTarget()]
    """期限有几天，写参数的 id。从读者填的那天的第二天算起。"""
    about: Line | None = None
    """怎么算、什么情况会顺延，带来源。"""


class Found(Record):
    """从回答里看出来的一件事，会显示在结果里。"""

    id: NodeName
    """名字，回答的 finds 用它。"""
    kind: Literal["crossed", "note"] = "crossed"
    """crossed 对方过了线；note 读者要知道的别的事。"""
    what: Plain
    """看出了什么，几个字，如“打给了家人”。"""
    says: Line
    """对照的是哪条规则、是法律还是标准，一句短话，带来源；或者接着怎么办。"""
    rule: Line | None = None
    """依据和它的性质，几个字，带来源，如“小贷监管规定第三十七条[@…]”。写了它，结果里先只显示它，点开才看到 says。"""
    more: Line | None = None
    """折叠起来的细节：别的规则、例外，带来源。"""
    keep: tuple[Line, ...] = ()
    """要留什么证据。"""
    fact: Plain | None = None
    """写进信里的一句事实，用读者的口气，如“对方打给了我的家人。”"""
    deadline: Deadline | None = None
    """因此要算的期限。"""
    turn_to: Annotated[ContactReference | None, Role.SAFETY] = None
    """这件事该打给谁。结果里先只给一个号码，心里难受的最先，然后是有危险、像诈骗、投诉。"""
    letter: LetterReference | None = None
    """这件事该写哪封信，代替结果里的那封。"""


class Answer(Record):
    """一个可以点的回答。"""

    say: Plain
    """读者看到的字。"""
    hint: Plain | None = None
    """补一句说明。"""
    go: NodeName
    """接着去哪一问，或者到哪个结果。"""
    finds: tuple[NodeName, ...] = ()
    """选了它，能看出哪几件事。"""


class Asked(Record):
    """一个问题。"""

    id: NodeName
    """名字，go 用它。"""
    ask: Plain
    """问什么，一句话。"""
    why: Line | None = None
    """为什么问这个，带来源。"""
    answers: Annotated[tuple[Answer, ...], Field(min_length=2)]
    """可以点的回答，其中要有一个是“不确定”。"""


class Outcome(Record):
    """走到的一个结果。"""

    id: NodeName
    """名字，go 用它。"""
    title: Title
    """一句话的结论。"""
    counted: Plain | None = None
    """看出对方过了线时，结论换成这一句；{n} 是过线的处数。"""
    if_none: NodeName | None = None
    """一处过线也没看出时，换成哪个结果。"""
    says: Line
    """结论是什么意思，带来源。"""
    say: Plain | None = None
    """可以照着说的一句话。"""
    keep: tuple[Line, ...] = ()
    """留什么证据。"""
    letter: LetterReference | None = None
    """写哪封信；看出来的事实会填进去。"""
    deadline: Deadline | None = None
    """要算的期限；看出来的事有自己的期限时，用那个。"""
    turn_to: Annotated[tuple[ContactReference, ...], Role.SAFETY] = ()
    """找谁。最该找的写在最前面，先只显示它，别的折起来。"""
    next: tuple[NextReference, ...] = ()
    """接着看什么。"""
    help_first: Annotated[bool, Role.SAFETY] = False
    """要不要把求助热线放在最前面。"""


class Check(Entry):
    """自查：一问一答，走到一个结果。问题之间不能绕圈。"""

    section: ClassVar[str] = "checks"
    label: ClassVar[str] = "自查"
    prior: ClassVar[float] = 1.05

    answer: Summary
    """一句话：查完能知道什么。"""
    distress: Annotated[Literal["none", "some", "high"], Role.SAFETY] = "none"
    """页面触及情绪危机的程度：none 没有；some 有一些，提到了；high 高，求助卡放在最前面。"""
    start: NodeName
    """从哪一问开始。"""
    tree: Annotated[tuple[Asked, ...], Field(min_length=1), Names("steps")]
    """各个问题，从 start 那一问开始，每个回答都要有去处。"""
    findings: Annotated[tuple[Found, ...], Names("findings")] = ()
    """从回答里能看出来的事。"""
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1), Names("steps")]
    """各个结果。"""
    turn_to: Annotated[tuple[ContactReference, ...], Role.SAFETY] = ()
    """可以找谁，写求助渠道的 id。"""
    relations: ToolRelations = ToolRelations()
    """和其他条目的关系。"""

    @property
    def filled_in(self) -> bool:
        """Always true."""
        return True

    def stands_at(self, location: Location) -> str:
        """The question and answer, the finding or the outcome that a value belongs to, in the words of the page."""
        field, place = location[0], int(location[1]) if len(location) > 1 and isinstance(location[1], int) else None
        if place is None:
            return ""
        if field == "tree":
            return f"问“{self.tree[place].ask}”" + self._answer(place, location)
        if field == "outcomes":
            return f"结果“{self.outcomes[place].title}”"
        return f"看出“{self.findings[place].what}”" if field == "findings" else ""

    def _answer(self, place: int, location: Location) -> str:
        inside = len(location) > 3 and location[2] == "answers"
        return f"答“{self.tree[place].answers[int(location[3])].say}”" if inside else ""

    def reads(self, location: Location, value: Any) -> str:
        """A value as a person reads it: for `go` and `finds` the question, outcome or finding instead of its name."""
        if location[0] == "start" or location[-1] == "go":
            words = {question.id: question.ask for question in self.tree} | {o.id: o.title for o in self.outcomes}
            return f"接着：{words.get(value, value)}"
        if "finds" in location:
            return f"看出：{next((found.what for found in self.findings if found.id == value), value)}"
        return str(value)
