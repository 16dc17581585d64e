"""What every content type shares: field types, review record, exceptions, and the walk over an entry's text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import cache, lru_cache
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from generator.diagnostics import Wording
from generator.field_notes import describe
from generator.remembering.values import remembered

Location = tuple[str | int, ...]
"""Where a value sits in an entry, such as `("sections", 0, "body")`."""


@dataclass(frozen=True)
class Markup:
    """Marks a text field: `plain` has no markup, `line` is one paragraph, `block` is whole Markdown.

    `letter` has lines as written, with references and blanks to fill in.
    """

    kind: Literal["plain", "line", "block", "letter"]


@dataclass(frozen=True)
class Target:
    """Marks a field that names another entry, with the sections it may lie in (none: any)."""

    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class CitationTarget:
    """Marks a field that holds `source:clause`."""


@dataclass(frozen=True)
class ParameterTarget:
    """Marks a field that names a parameter."""


@dataclass(frozen=True)
class Expected:
    """Marks a field whose value has a form of its own: what to write there, for the advice of a finding."""

    wording: Wording


@dataclass(frozen=True)
class Few:
    """Marks a list that readers are to take in at a glance: how many items it has at least and at most."""

    low: int
    high: int


@dataclass(frozen=True)
class Names:
    """Marks a list whose items have ids that other parts of the entry use; lists of one group share their names."""

    group: str


class Role(Enum):
    """Marks a field by the part it plays on the page; a group's role is that of all fields in it."""

    ABOUT_ENTRY = auto()
    """About the entry, not about its subject."""
    ADVICE = auto()
    """What readers are told to do or to watch for: everyday numbers need no source there."""
    ANCHORED = auto()
    """Its part of the page has its name as anchor."""
    FORBIDS = auto()
    """Acts that are named in order to warn of them or to forbid them."""
    HEADING = auto()
    """A title or heading."""
    HISTORY = auto()
    """What was so once: law that has ended may be cited."""
    MAY_NUMBER = auto()
    """Phone numbers may stand here."""
    OTHERS_WORDS = auto()
    """Other people's words, which the rules of our own language do not bind."""
    SAFETY = auto()
    """What a reader in danger relies on."""
    SELDOM = auto()
    """Few new entries need it."""
    SHOWN_ELSEWHERE = auto()
    """Other pages show it, word for word."""
    SOURCED_OTHERWISE = auto()
    """Whether its claims have sources is judged by another rule, or at the text that it sums up."""
    UNQUOTED = auto()
    """Nobody says it: quotation marks and blanks around it are YAML's, mistyped."""
    VERBATIM = auto()
    """As somebody wrote it: its spaces and marks are not ours."""
    WITHOUT_COMMAS = auto()
    """Its items are short: one that holds a comma was meant to be several."""
    WORDS = auto()
    """Words that readers understand: a number alone, or what programs write for nothing, is none."""
    WRONG = auto()
    """Said to be false, or not to be said: never shown by itself."""


SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""The form of an id."""
Slug = Annotated[
    str,
    Field(pattern=SLUG, max_length=60),
    Expected(
        Wording(
            "小写字母、数字和连字符，如 keep-records", "lower-case letters, digits and hyphens, such as keep-records"
        )
    ),
]
ClauseId = Annotated[
    str,
    Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=60),
    Expected(
        Wording(
            "小写字母、数字、连字符和点，如 1033 或 7.4-a",
            "lower-case letters, digits, hyphens and dots, such as 1033 or 7.4-a",
        )
    ),
]
UNSOUND = "unsound"
"""The kind of error that says itself what was to be written, under the same name."""


def _real_day(value: str) -> str:
    """A day, a month or a year, if there is such one."""
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError as error:
        wording = Wording(
            "真有的年、年-月或年-月-日，如 2025-02", "a year, month or day that there is, such as 2025-02"
        )
        raise PydanticCustomError(UNSOUND, "no such day", {UNSOUND: wording}) from error
    return value


RoughDate = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
    AfterValidator(_real_day),
    Expected(Wording("年、年-月或年-月-日，如 2025-02", "a year, year-month or date such as 2025-02")),
]
"""A day, or only its month or year."""
Plain = Annotated[str, Field(min_length=1), Markup("plain")]
Line = Annotated[str, Field(min_length=1), Markup("line")]
Figure = Annotated[Plain, Role.UNQUOTED]
"""A number, a name or another value of a few characters that nobody says."""
Title = Annotated[Plain, Role.UNQUOTED, Role.WORDS]
"""What something is called on a page or in browsers."""
Summary = Annotated[Line, Role.WORDS]
"""What an entry says, in one sentence."""
Prose = Annotated[str, Field(min_length=1), Markup("block")]
Question = Annotated[str, Field(min_length=2, max_length=60)]
"""A way in which readers ask; only search reads it."""
Saying = Annotated[str, Field(min_length=4, max_length=80)]
"""A stretch of a sentence that stands on the page; only search reads it."""
Short = Annotated[str, Field(min_length=1, max_length=60), Markup("line")]
"""A line of at most 20 characters as readers see it; what it claims is cited in the text it sums up."""
EntryReference = Annotated[str, Field(min_length=1), Target()]
ContactReference = Annotated[str, Field(min_length=1), Target(("contacts",))]
EffectReference = Annotated[str, Field(min_length=1), Target(("effects",))]
StrategyReference = Annotated[str, Field(min_length=1), Target(("strategies",))]
MythReference = Annotated[str, Field(min_length=1), Target(("myths",))]
TermReference = Annotated[str, Field(min_length=1), Target(("terms",))]
FormerAddress = Annotated[
    str,
    Field(pattern=r"^[a-z]+/[a-z0-9-]+$"),
    Expected(
        Wording(
            "以前的地址：栏目/名字，如 concepts/old-name", "a former address: section/name, such as concepts/old-name"
        )
    ),
]
Citation = Annotated[str, Field(min_length=1), CitationTarget()]
Tier = Literal["official", "reported"]
TopicName = Annotated[str, Field(min_length=1)]
"""The id of a topic in `content/topics.yaml`."""


_NOT_KNOWN: frozenset[str] = frozenset()


class Record(BaseModel):
    """A group of fields; unknown keys are refused and values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, json_schema_extra=describe)

    def __getstate__(self) -> dict[Any, Any]:
        """The pickled state: the field values only, without `model_fields_set`."""
        return {"__dict__": tuple(map(self.__dict__.__getitem__, type(self).model_fields))}

    def __setstate__(self, state: dict[Any, Any]) -> None:
        """Restores the values only.

        `model_fields_set` is dropped on purpose, which saves about 10 % of memory: do not use it on unpickled records.
        """
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
    changed: Plain | None = None
    """上次改了什么，一句话，显示在页面底部。"""


class Allow(Record):
    """一条规则在本条目里的例外。"""

    code: Annotated[
        str, Field(pattern=r"^KB\d{3}$"), Expected(Wording("规则编号，如 KB401", "a rule's code such as KB401"))
    ]
    """规则编号，如 KB401。"""
    reason: Plain
    """为什么可以例外。"""
    until: date
    """例外到哪天为止。"""


FieldRisk = Literal["fact", "law", "safety"]
Claims = Literal["all", "numbers", "none"]
OnwardKind = Literal["act", "understand", "feel"]
"""What a link leads a reader on to: to do something, to understand it, or to what it does to people."""
ListOrder = Literal["as placed", "by topic", "by letter", "by kind"]


class Reply(Record):
    """一句回答，和由它回答的问法。"""

    says: Saying
    """页面上那一句里连着的几个字，照抄；搜索会显示整句。不抄 [[ ]]、[@ ]、{{ }} 和里面的字。"""
    asks: Annotated[tuple[Question, ...], Field(min_length=1)]
    """读者会怎么问这一点，2 到 5 种说法。"""


class Entry(Record):
    """Fields that every entry has."""

    section: ClassVar[str]
    """The folder below `content/`, and the first part of an entry's address."""
    label: ClassVar[str]
    """What readers are told it is."""
    asked: ClassVar[str] = "{}"
    """The title of the page in browsers and search engines, around that of the entry; no two pages share one."""
    summary: ClassVar[tuple[str, ...]] = ("answer",)
    """The fields that say in one line what an entry says; none: its title."""
    prior: ClassVar[float] = 1.0
    """Search prior: how much likelier than average a page of this type is to be the wanted one; 0 keeps it out of the
    index.
    """
    risk: ClassVar[FieldRisk] = "fact"
    """How serious a change of such an entry is for readers; `law` marks types that other entries depend on."""
    claims: ClassVar[Claims] = "all"
    """What needs a citation in its texts."""
    in_own_words: ClassVar[bool] = True
    """Whether the rules of tone and plain language bind it."""
    may_use_slang: ClassVar[bool] = False
    """Whether it may use slang as others do."""
    linked_by_title: ClassVar[bool] = False
    """Whether a short title is linked by itself wherever it stands in a text."""
    listed: ClassVar[ListOrder] = "as placed"
    """In which order its section's page names the entries."""
    shown_whole: ClassVar[bool] = False
    """Whether other pages show more of it than title, kind and summary."""
    onward: ClassVar[OnwardKind | None] = None
    """Among which links at the end of other pages it stands, if it does."""
    suggested: ClassVar[bool] = True
    """Whether it may be suggested as related to a new entry."""
    wanted: ClassVar[tuple[str, ...]] = ()
    """Fields that may be left out of a file, but not of a good entry: a new one has them."""
    by_hand: ClassVar[bool] = False
    """Whether it is a Markdown page: at the top of the site, without an index, named in the footer of every page."""

    @classmethod
    def type_name(cls) -> str:
        """The name of the type, of its template and of its schema."""
        return cls.__module__.rpartition(".")[2]

    @property
    def filled_in(self) -> bool:
        """Whether its page is a tool: something that readers fill in."""
        return False

    @property
    def begun_at_once(self) -> bool:
        """Whether a reader can begin with it at once: a situation, or something to fill in."""
        return self.filled_in

    def oddities(self) -> Iterator["Oddity"]:
        """What its fields let through, but nobody can have meant."""
        return iter(())

    def said_by_others(self, location: Location) -> bool:
        """Whether a field holds other people's words: search words, a false belief, words not to say, a law's text."""
        return has_role(type(self), location, Role.OTHERS_WORDS)

    def stands_at(self, location: Location) -> str:
        """Where a value stands, in readers' words; nothing where its path says it well enough."""
        return ""

    def reads(self, location: Location, value: Any) -> str:
        """A value as readers know it: a name that only the file uses becomes what it stands for."""
        return str(value)

    id: Slug
    """地址里的名字，和文件名相同，只用小写字母、数字和连字符。"""
    title: Annotated[Title, Role.HEADING, Role.SHOWN_ELSEWHERE]
    """读者看到的标题。"""
    aliases: Annotated[tuple[Plain, ...], Role.OTHERS_WORDS, Role.VERBATIM, Role.ABOUT_ENTRY, Role.MAY_NUMBER] = ()
    """读者会用的其他名字、俗称。搜索和自动链接会用到；整句的问法写在 questions 里。"""
    questions: Annotated[tuple[Question, ...], Role.WITHOUT_COMMAS] = ()
    """读者会怎么问这一页：20 到 40 种说法，长的短的、口语的、家人问的都要。只给搜索用，页面上不显示。"""
    faq: Annotated[tuple[Reply, ...], Role.SELDOM] = ()
    """哪些问法由页面上哪一句回答。有人这样问，搜索的第一条就直接显示那一句。"""
    topics: Annotated[tuple[TopicName, ...], Role.ABOUT_ENTRY, Role.WITHOUT_COMMAS] = ()
    """主题，从 content/topics.yaml 里选。"""
    status: Annotated[Literal["draft", "published", "retired"], Role.ABOUT_ENTRY] = "published"
    """draft 草稿，不发布；published 发布；retired 停用，只留地址。"""
    moved_from: Annotated[tuple[FormerAddress, ...], Role.SELDOM] = ()
    """以前的地址，如 concepts/old-name。旧地址会转到这里。"""
    replaced_by: Annotated[EntryReference | None, Role.SELDOM] = None
    """停用以后请读者去看哪一条。"""
    place: Annotated[int, Field(ge=1, le=99), Role.ABOUT_ENTRY, Role.SHOWN_ELSEWHERE] = 99
    """在首页和目录里排第几；不写的排在后面，按拼音。"""
    deadline: Annotated[bool, Role.ABOUT_ENTRY, Role.SHOWN_ELSEWHERE] = False
    """有没有期限在走，如收到传票以后的 15 天。有的话，链接旁边标“有期限”。"""
    reviewed: Annotated[Review, Role.ABOUT_ENTRY]
    """核对记录。"""
    allow: Annotated[
        tuple[Allow, ...], Role.OTHERS_WORDS, Role.VERBATIM, Role.ABOUT_ENTRY, Role.MAY_NUMBER, Role.SELDOM
    ] = ()
    """规则例外。每条都要写理由和截止日期。"""


class Section(Record):
    """正文的一节，标题就是读者的问题。"""

    heading: Annotated[Plain, Role.HEADING, Role.WORDS]
    """小标题，写成读者会问的话。"""
    short: Annotated[Short | None, Role.SOURCED_OTHERWISE] = None
    """折叠时显示在小标题下面的一句回答，不超过 20 个字；不说得比正文更满，不写引用标记。"""
    id: Slug | None = None
    """小标题的锚点。不写就用小标题本身。"""
    body: Prose
    """正文，Markdown。可以用 [[条目]]、[@来源:条款]、{{参数}}。"""


class WrongBelief(Record):
    """读者常常带着的一个错误想法。"""

    says: Annotated[Line, Role.OTHERS_WORDS, Role.WRONG]
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

    on: RoughDate
    """年，或年-月，或年-月-日。"""
    what: Line
    """发生了什么，带来源。"""


class Article(Entry):
    """Fields that the article types share."""

    onward: ClassVar[OnwardKind | None] = "understand"

    answer: Summary
    """一句话答案，最先显示，不超过 60 个字。"""
    do_now: Annotated[tuple[Line, ...], Role.ADVICE, Few(3, 5)] = ()
    """现在就做的几步，按顺序，3 到 5 条。"""
    dont: Annotated[tuple[Line, ...], Role.ADVICE, Role.FORBIDS, Few(1, 5)] = ()
    """不要做的事。"""
    distress: Annotated[Literal["none", "some", "high"], Role.SAFETY] = "none"
    """页面触及情绪危机的程度：none 没有；some 有一些，提到了；high 高，整页谈它，求助卡放在最前面。"""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    """正文各节。"""
    belief: WrongBelief | None = None
    """读者常带着的错误想法。"""
    turn_to: Annotated[tuple[ContactReference, ...], Role.SAFETY] = ()
    """可以找谁，写求助渠道的 id。"""
    relations: Relations = Relations()
    """和其他条目的关系。"""


class Oddity(NamedTuple):
    """A value that nobody can have meant: what was to be written instead, and the right value where that is sure."""

    location: Location
    expected: Wording
    right: str | None = None


@remembered
class Text(NamedTuple):
    """One text field of an entry: where it sits, its words, and its markup."""

    location: Location
    value: str
    markup: Literal["plain", "line", "block", "letter"]


Leaf = tuple[Location, Any, tuple[Any, ...]]
"""A value, where it sits, and the marks of its field."""


def walk(record: Record) -> list[Leaf]:
    """Every leaf value of an entry in field order, with its location and the marks of its field."""
    found: list[Leaf] = []
    _walk_record(record, (), found)
    return found


def _walk_record(record: Record, location: Location, found: list[Leaf]) -> None:
    for name, key, marks in fields(type(record)):
        _walk_value(getattr(record, name), (*location, key), marks, found)


def _walk_value(value: Any, location: Location, marks: tuple[Any, ...], found: list[Leaf]) -> None:
    if isinstance(value, str):
        found.append((location, value, marks))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _walk_value(item, (*location, index), marks, found)
    elif isinstance(value, Record):
        _walk_record(value, location, found)
    elif value is not None:
        found.append((location, value, marks))


_MARKS = (Markup, Target, CitationTarget, ParameterTarget)


@cache
def fields(model: type[Record]) -> tuple[tuple[str, str, tuple[Any, ...]], ...]:
    """For each field of a model: its name, its key in the file, and its marks."""
    return tuple(
        (name, field.alias or name, _marks(field.annotation, field.metadata))
        for name, field in model.model_fields.items()
    )


def _marks(annotation: Any, metadata: Any = ()) -> tuple[Any, ...]:
    """The marks of what it holds, anywhere inside a field's type."""
    return tuple(mark for mark in _metadata(annotation, metadata) if isinstance(mark, _MARKS))


def named(location: Location) -> tuple[str, ...]:
    """The names of the fields along a location, without the numbers of list items."""
    return tuple(part for part in location if isinstance(part, str))


@lru_cache(8192)
def has_role(kind: type[Record], location: Location, role: Role) -> bool:
    """Whether a field, or a group that it stands in, plays a part."""
    return role in marks_along(kind, named(location))


def keys_with(model: type[BaseModel], kind: type) -> Iterator[str]:
    """The keys of all fields, at any depth, that bear a mark of a kind."""
    for name, field in model.model_fields.items():
        if any(isinstance(mark, kind) for mark in _metadata(field.annotation, field.metadata)):
            yield field.alias or name
        if inner := model_in(field.annotation):
            yield from keys_with(inner, kind)


def few(kind: type[Record], field: str) -> Few | None:
    """How many items a field of an entry may have, if that is limited."""
    return next((mark for mark in marks_along(kind, (field,)) if isinstance(mark, Few)), None)


@cache
def marks_along(kind: type[Record], path: tuple[str, ...]) -> tuple[Any, ...]:
    """The marks of all fields along a path such as `("sections", "heading")`, from the outermost."""
    found: list[Any] = []
    model: type[BaseModel] | None = kind
    for key in path:
        field = next(f for name, f in (model or kind).model_fields.items() if (f.alias or name) == key)
        found += _metadata(field.annotation, field.metadata)
        model = model_in(field.annotation)
    return tuple(found)


def _metadata(annotation: Any, metadata: Any = ()) -> Iterator[Any]:
    """All marks anywhere inside a field's type."""
    yield from metadata
    for argument in get_args(annotation):
        if isinstance(argument, (*_MARKS, Role, Expected, Few, Names)):
            yield argument
        elif argument is not Ellipsis and not isinstance(argument, str):
            yield from _metadata(argument)


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The group of fields in a field's type, if it holds one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for argument in get_args(annotation) if (found := model_in(argument))), None)


def texts(leaves: Iterable[Leaf]) -> Iterator[Text]:
    """Every text field of an entry that readers see, given its values, in their order."""
    for location, value, markers in leaves:
        for mark in markers:
            if isinstance(mark, Markup):
                yield Text(location, value, mark.kind)
