"""What every content type shares: field types, review record, exceptions, and the walk over an entry's text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, get_args

from pydantic import BaseModel, ConfigDict, Field

from generator.remembering.values import remembered

Location = tuple[str | int, ...]
"""Where a value sits in an entry, such as `("sections", 0, "body")`."""


@dataclass(frozen=True)
class Markup:
    """Marks a text field: `plain` has no markup, `line` is one paragraph, `block` is whole Markdown."""

    kind: Literal["plain", "line", "block"]


@dataclass(frozen=True)
class Target:
    """Marks a field that names another entry, with the sections it may lie in (none: any)."""

    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class CitationTarget:
    """Marks a field that holds `source:clause`."""


Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
ClauseId = Annotated[str, Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=60)]
Plain = Annotated[str, Field(min_length=1), Markup("plain")]
Line = Annotated[str, Field(min_length=1), Markup("line")]
Prose = Annotated[str, Field(min_length=1), Markup("block")]
Question = Annotated[str, Field(min_length=2, max_length=60)]
"""A way in which readers ask; only search reads it."""
Short = Annotated[str, Field(min_length=1, max_length=60), Markup("line")]
"""A line of at most 20 characters as readers see it; what it claims is cited in the text it sums up."""
Reference = Annotated[str, Field(min_length=1), Target()]
ContactReference = Annotated[str, Field(min_length=1), Target(("contacts",))]
EffectReference = Annotated[str, Field(min_length=1), Target(("effects",))]
StrategyReference = Annotated[str, Field(min_length=1), Target(("strategies",))]
MythReference = Annotated[str, Field(min_length=1), Target(("myths",))]
TermReference = Annotated[str, Field(min_length=1), Target(("terms",))]
Citation = Annotated[str, Field(min_length=1), CitationTarget()]
Tier = Literal["official", "reported"]
Topic = Literal[
    "products", "cost", "calls", "third-parties", "rights", "court", "credit-record",
    "repayment", "complaints", "scams", "privacy", "mind", "family",
]  # fmt: skip


_NOT_KNOWN: frozenset[str] = frozenset()


class Record(BaseModel):
    """A group of fields; unknown keys are refused and values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    def __getstate__(self) -> dict[Any, Any]:
        """What is kept of a record between runs and handed between processes: its values, not which were written."""
        return {"__dict__": tuple(map(self.__dict__.__getitem__, type(self).model_fields))}

    def __setstate__(self, state: dict[Any, Any]) -> None:
        """A record from its values. What was written is not known any more: a set for each would be a tenth of all memory."""
        values = dict(zip(type(self).model_fields, state["__dict__"], strict=True))
        super().__setstate__({"__dict__": values, "__pydantic_fields_set__": _NOT_KNOWN, "__pydantic_extra__": None})


class Review(Record):
    """谁在哪天核对过，最晚哪天再核对。"""

    on: date
    """核对那天的日期，如 2026-11-20。"""
    by: Literal["编辑", "律师", "心理咨询师", "精神科医生"]
    """核对人的身份。专业人士真的看过才写。"""
    due: date
    """最晚哪天重新核对。"""


class Allow(Record):
    """一条规则在本条目里的例外。"""

    code: Annotated[str, Field(pattern=r"^KB\d{3}$")]
    """规则编号，如 KB401。"""
    reason: Plain
    """为什么可以例外。"""
    until: date
    """例外到哪天为止。"""


class Entry(Record):
    """Fields that every entry has."""

    section: ClassVar[str]
    label: ClassVar[str]

    id: Slug
    """地址里的名字，和文件名相同，只用小写字母、数字和连字符。"""
    title: Plain
    """读者看到的标题。"""
    aliases: tuple[Plain, ...] = ()
    """读者会用的其他名字、俗称。搜索和自动链接会用到；整句的问法写在 questions 里。"""
    questions: tuple[Question, ...] = ()
    """读者会怎么问这一页：20 到 40 种说法，长的短的、口语的、家人问的都要。只给搜索用，页面上不显示。"""
    topics: tuple[Topic, ...] = ()
    """主题，从固定的几个里选。"""
    status: Literal["draft", "published", "retired"] = "published"
    """draft 草稿，不发布；published 发布；retired 停用，只留地址。"""
    moved_from: tuple[Annotated[str, Field(pattern=r"^[a-z]+/[a-z0-9-]+$")], ...] = ()
    """以前的地址，如 concepts/old-name。旧地址会转到这里。"""
    replaced_by: Reference | None = None
    """停用以后请读者去看哪一条。"""
    reviewed: Review
    """核对记录。"""
    allow: tuple[Allow, ...] = ()
    """规则例外。每条都要写理由和截止日期。"""


class Section(Record):
    """正文的一节，标题就是读者的问题。"""

    heading: Plain
    """小标题，写成读者会问的话。"""
    short: Short | None = None
    """折叠时显示在小标题下面的一句回答，不超过 20 个字；不说得比正文更满，不写引用标记。"""
    id: Slug | None = None
    """小标题的锚点。不写就用小标题本身。"""
    body: Prose
    """正文，Markdown。可以用 [[条目]]、[@来源:条款]、{{参数}}。"""


class WrongBelief(Record):
    """读者常常带着的一个错误想法。"""

    says: Line
    """错误的说法。"""
    truth: Line
    """实际情况，带来源。"""
    myth: MythReference | None = None
    """专门讲这个误区的条目。"""


class Relations(Record):
    """和其他条目的关系。反方向的关系会自动生成，不用写。"""

    based_on: tuple[Annotated[str, Target(("concepts", "process", "sources"))], ...] = ()
    """依据：法律、规则或概念。"""
    next: tuple[Annotated[str, Target(("process", "strategies", "paths"))], ...] = ()
    """下一步。"""
    leads_to: tuple[EffectReference, ...] = ()
    """会引发的心理或生活影响。"""
    eased_by: tuple[StrategyReference, ...] = ()
    """可以缓解它的做法。"""
    counters: tuple[MythReference, ...] = ()
    """相关误区。"""
    related: tuple[Annotated[str, Target(("concepts", "process", "effects", "strategies", "trends"))], ...] = ()
    """也可以看。"""


class Milestone(Record):
    """时间线上的一件事。"""

    on: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
    """年，或年-月，或年-月-日。"""
    what: Line
    """发生了什么，带来源。"""


class Article(Entry):
    """Fields that the article types share."""

    answer: Line
    """一句话答案，最先显示，不超过 60 个字。"""
    do_now: tuple[Line, ...] = ()
    """现在就做的几步，按顺序，3 到 5 条。"""
    dont: tuple[Line, ...] = ()
    """不要做的事。"""
    distress: Literal["none", "some", "high"] = "none"
    """页面触及情绪危机的程度。high 会把求助卡放在最前面。"""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    """正文各节。"""
    belief: WrongBelief | None = None
    """读者常带着的错误想法。"""
    turn_to: tuple[ContactReference, ...] = ()
    """可以找谁，写求助渠道的 id。"""
    relations: Relations = Relations()
    """和其他条目的关系。"""


@remembered
class Text(NamedTuple):
    """One text field of an entry: where it sits, its words, and its markup."""

    location: Location
    value: str
    markup: Literal["plain", "line", "block"]


Leaf = tuple[Location, Any, tuple[Any, ...]]
"""A value, where it sits, and the marks of its field."""


def walk(record: Record, location: Location = ()) -> Iterator[Leaf]:
    """Every leaf value of an entry in the order of its fields, with its location and field markers."""
    for name, key, marks in fields(type(record)):
        yield from _walk_value(getattr(record, name), (*location, key), marks)


def _walk_value(value: Any, location: Location, marks: tuple[Any, ...]) -> Iterator[Leaf]:
    if isinstance(value, Record):
        yield from walk(value, location)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk_value(item, (*location, index), marks)
    elif value is not None:
        yield location, value, marks


@cache
def fields(model: type[Record]) -> tuple[tuple[str, str, tuple[Any, ...]], ...]:
    """For each field of a model: its name, its key in the file, and its marks."""
    return tuple(
        (name, field.alias or name, _marks(field.annotation, field.metadata))
        for name, field in model.model_fields.items()
    )


def _marks(annotation: Any, metadata: Any = ()) -> tuple[Any, ...]:
    """The `Markup`, `Target` and `CitationTarget` marks anywhere inside a field's type."""
    found = tuple(mark for mark in metadata if isinstance(mark, (Markup, Target, CitationTarget)))
    for argument in get_args(annotation):
        if isinstance(argument, (Markup, Target, CitationTarget)):
            found += (argument,)
        elif argument is not Ellipsis and not isinstance(argument, str):
            found += _marks(argument)
    return found


def texts(leaves: Iterable[Leaf]) -> Iterator[Text]:
    """Every text field of an entry that readers see, given its values, in their order."""
    for location, value, markers in leaves:
        for mark in markers:
            if isinstance(mark, Markup):
                yield Text(location, value, mark.kind)
