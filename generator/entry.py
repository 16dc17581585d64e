"""What every content type shares: field types, common fields, marks of fields, and functions that walk over an entry's
values.
"""

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
"""Path of a value in an entry, such as `("sections", 0, "body")`."""


@dataclass(frozen=True)
class Markup:
    """Marks a text field: `plain` has no markup, `line` is one paragraph of Markdown, `block` is whole Markdown.

    `letter` keeps its lines as written and may hold references and placeholders.
    """

    kind: Literal["plain", "line", "block", "letter"]


@dataclass(frozen=True)
class Target:
    """Marks a field that names another entry; `sections` are those it may be in (empty: any)."""

    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class CitationTarget:
    """Marks a field that holds a citation, `source:clause`."""


@dataclass(frozen=True)
class ParameterTarget:
    """Marks a field that names a parameter."""


@dataclass(frozen=True)
class Expected:
    """Marks a field whose value must match a pattern: `wording` tells editors what to write there."""

    wording: Wording


@dataclass(frozen=True)
class Few:
    """Marks a list that readers should take in at a glance: the minimum and maximum number of items."""

    low: int
    high: int


@dataclass(frozen=True)
class Names:
    """Marks a list whose items have ids that other parts of the entry use; ids are unique among all lists of one
    `group`.
    """

    group: str


class Role(Enum):
    """Marks a field by its role, which rules and templates go by; the role of a group applies to all fields in it."""

    ABOUT_ENTRY = auto()
    """Metadata about the entry, not about its subject."""
    ADVICE = auto()
    """What readers should do or watch for: everyday numbers need no source there."""
    ANCHORED = auto()
    """The field's part of the page has the field's name as its anchor."""
    FORBIDS = auto()
    """Holds acts that are named to warn of them or to forbid them."""
    HEADING = auto()
    """A title or heading."""
    HISTORY = auto()
    """About the past: law that is no longer in force may be cited."""
    MAY_NUMBER = auto()
    """May contain phone numbers."""
    OTHERS_WORDS = auto()
    """Other people's words: rules of tone and plain language do not apply."""
    SAFETY = auto()
    """A reader in danger relies on it, so `kb diff` grades its changes as the gravest."""
    SELDOM = auto()
    """Rarely needed: new drafts and the web form leave it out."""
    SHOWN_ELSEWHERE = auto()
    """Other pages show its text."""
    SOURCED_OTHERWISE = auto()
    """KB301 does not ask it for citations: another rule does, or the text that it sums up has them."""
    UNQUOTED = auto()
    """Quotation marks and spaces around the value are slips of YAML syntax, not part of it."""
    VERBATIM = auto()
    """Quoted exactly: rules about spacing and punctuation do not apply."""
    WITHOUT_COMMAS = auto()
    """A list of short items: one that contains a comma was meant to be several."""
    WORDS = auto()
    """Must hold words: a bare number, or `null` and the like, is a mistake."""
    WRONG = auto()
    """A false statement, or one that should not be said: never shown without that context, such as in search results.
    """


SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""The pattern of an id."""
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
"""The type of a pydantic error that carries its own advice, in its context under the same name."""


def _real_day(value: str) -> str:
    """The value if it is an existing day, month or year; raises a pydantic error otherwise."""
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
"""A short value that is not a sentence, such as a number or a unit."""
Title = Annotated[Plain, Role.UNQUOTED, Role.WORDS]
"""A title as pages and browser tabs show it."""
Summary = Annotated[Line, Role.UNQUOTED, Role.WORDS]
"""The summary of an entry, in one sentence."""
Prose = Annotated[str, Field(min_length=1), Markup("block")]
Question = Annotated[str, Field(min_length=2, max_length=60)]
"""A question as readers type it; used by search, not shown."""
Saying = Annotated[str, Field(min_length=4, max_length=80)]
"""Some consecutive words of a sentence on the page; used by search, not shown."""
Short = Annotated[str, Field(min_length=1, max_length=60), Markup("line")]
"""A line of at most 20 visible characters; its claims are cited in the text it sums up."""
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
_set = object.__setattr__
"""Sets an attribute of a record, which refuses that itself."""


class Record(BaseModel):
    """A group of fields; unknown keys are refused and values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, json_schema_extra=describe)

    def __getstate__(self) -> tuple[Any, ...]:  # type: ignore[override]
        """The pickled state: the field values only, without `model_fields_set`."""
        return tuple(map(self.__dict__.__getitem__, self.__pydantic_fields__))

    def __setstate__(self, state: tuple[Any, ...]) -> None:  # type: ignore[override]
        """Restores the field values.

        `model_fields_set` is dropped on purpose, which saves about 10 % of memory: do not use it on unpickled records.
        """
        _set(self, "__dict__", dict(zip(self.__pydantic_fields__, state, strict=True)))
        _set(self, "__pydantic_fields_set__", _NOT_KNOWN)
        _set(self, "__pydantic_extra__", None)
        _set(self, "__pydantic_private__", None)


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
"""The three groups of links at the end of a page: what to do, what to understand, and how it affects people."""
ListOrder = Literal["as placed", "by topic", "by letter", "by kind"]


class Reply(Record):
    """页面上的一句回答，和它能回答的问法。"""

    says: Saying
    """页面上那一句里连着的几个字，照抄；搜索会显示整句。不抄 [[ ]]、[@ ]、{{ }} 和里面的字。"""
    asks: Annotated[tuple[Question, ...], Field(min_length=1)]
    """读者会怎么问，写几种说法，最好 3 种以上。"""


class Entry(Record):
    """Fields that every entry has."""

    section: ClassVar[str]
    """The folder below `content/`, and the first part of an entry's address."""
    label: ClassVar[str]
    """Name of the type for readers."""
    asked: ClassVar[str] = "{}"
    """Pattern of the page title for browsers and search engines; `{}` is the title of the entry. No two pages may share
    one.
    """
    summary: ClassVar[tuple[str, ...]] = ("answer",)
    """Fields that together make the one-line summary; if empty, the title is used."""
    prior: ClassVar[float] = 1.0
    """Search prior: how much likelier than average a page of this type is to be the wanted one; 0 excludes it from
    search.
    """
    risk: ClassVar[FieldRisk] = "fact"
    """How `kb diff` grades a change of such an entry; `law` marks types that other entries depend on."""
    claims: ClassVar[Claims] = "all"
    """Which sentences need a citation: all claims, only numbers, or none."""
    in_own_words: ClassVar[bool] = True
    """Whether the rules of tone and plain language apply."""
    may_use_slang: ClassVar[bool] = False
    """Whether it may use slang."""
    linked_by_title: ClassVar[bool] = False
    """Whether a short title is linked automatically where it occurs in texts."""
    listed: ClassVar[ListOrder] = "as placed"
    """Order of the entries on the page of the section."""
    shown_whole: ClassVar[bool] = False
    """Whether other pages show more of it than title, kind and summary."""
    onward: ClassVar[OnwardKind | None] = None
    """Group of links at the end of other pages in which entries of this type appear, if any."""
    suggested: ClassVar[bool] = True
    """Whether `kb new` may suggest it as related to a new entry."""
    wanted: ClassVar[tuple[str, ...]] = ()
    """Optional fields that a good entry has: `kb new` writes them out."""
    by_hand: ClassVar[bool] = False
    """Whether it is a hand-written Markdown page: at the root of the site, without an index page, linked in the footer.
    """

    @classmethod
    def type_name(cls) -> str:
        """The name of the type, of its template and of its schema."""
        return cls.__module__.rpartition(".")[2]

    @property
    def filled_in(self) -> bool:
        """Whether its page is a tool that readers fill in."""
        return False

    @property
    def begun_at_once(self) -> bool:
        """Whether a reader can begin with it at once: a situation, or something to fill in."""
        return self.filled_in

    def oddities(self) -> Iterator["Oddity"]:
        """Values that the field types allow but that must be mistakes."""
        return iter(())

    def said_by_others(self, location: Location) -> bool:
        """Whether a field holds other people's words: aliases, a false belief, words not to say, the text of a law."""
        return has_role(type(self), location, Role.OTHERS_WORDS)

    def stands_at(self, location: Location) -> str:
        """Where a value is on the page, in words, for reports; empty where its path is clear enough."""
        return ""

    def reads(self, location: Location, value: Any) -> str:
        """A value in words, for reports: an internal name becomes the text it stands for."""
        return str(value)

    id: Slug
    """地址里的名字，和文件名相同，只用小写字母、数字和连字符。"""
    title: Annotated[Title, Role.HEADING, Role.SHOWN_ELSEWHERE]
    """读者看到的标题。"""
    aliases: Annotated[tuple[Plain, ...], Role.OTHERS_WORDS, Role.VERBATIM, Role.ABOUT_ENTRY, Role.MAY_NUMBER] = ()
    """读者会用的其他名字、俗称。搜索和自动链接会用到；整句的问法写在 questions 里。"""
    questions: Annotated[tuple[Question, ...], Role.ABOUT_ENTRY, Role.WITHOUT_COMMAS] = ()
    """读者会怎么问这一页：20 到 40 种说法，长的短的、口语的、家人问的都要。只给搜索用，页面上不显示。"""
    faq: Annotated[tuple[Reply, ...], Role.ABOUT_ENTRY, Role.SELDOM] = ()
    """页面上哪一句回答哪些问法。有人这样问，这一页又排在第一，搜索结果就直接显示那一句。"""
    topics: Annotated[tuple[TopicName, ...], Role.ABOUT_ENTRY, Role.WITHOUT_COMMAS] = ()
    """主题，从 content/topics.yaml 里选。"""
    status: Annotated[Literal["draft", "published", "retired"], Role.ABOUT_ENTRY] = "published"
    """draft 草稿，不发布；published 发布；retired 停用，只留地址。"""
    moved_from: Annotated[tuple[FormerAddress, ...], Role.SELDOM] = ()
    """以前的地址，如 concepts/old-name。旧地址会转到这里。"""
    replaced_by: Annotated[EntryReference | None, Role.SELDOM] = None
    """停用以后，请读者改看哪一条。"""
    place: Annotated[int, Field(ge=1, le=99), Role.ABOUT_ENTRY, Role.SHOWN_ELSEWHERE] = 99
    """在首页和目录里排第几；不写的排在后面，按拼音。"""
    deadline: Annotated[bool, Role.ABOUT_ENTRY, Role.SHOWN_ELSEWHERE] = False
    """这件事有没有期限，如收到传票以后的 15 天。有的话写 true，链接旁边会标“有期限”。"""
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
    """折叠时显示在小标题下面的一句回答，不超过 20 个字。不要说得比正文更肯定，不写引用标记。"""
    id: Slug | None = None
    """小标题的锚点。不写就用小标题本身。"""
    body: Prose
    """正文，Markdown。可以用 [[条目]]、[@来源:条款]、{{参数}}。"""


class WrongBelief(Record):
    """读者常有的一个错误想法。"""

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
    """读者常有的错误想法。"""
    turn_to: Annotated[tuple[ContactReference, ...], Role.SAFETY] = ()
    """可以找谁，写求助渠道的 id。"""
    relations: Relations = Relations()
    """和其他条目的关系。"""


class Oddity(NamedTuple):
    """A value that must be a mistake: what to write instead, and the right value where that is certain."""

    location: Location
    expected: Wording
    right: str | None = None


@remembered
class Text(NamedTuple):
    """One text field of an entry: its location, its text, and its markup."""

    location: Location
    value: str
    markup: Literal["plain", "line", "block", "letter"]


Leaf = tuple[Location, Any, tuple[Any, ...]]
"""A value: its location, itself, and the marks of its field."""


def walk(record: Record) -> list[Leaf]:
    """Every leaf value of an entry in field order, with its location and the marks of its field."""
    found: list[Leaf] = []
    _walk_record(record, (), found)
    return found


def _walk_record(record: Record, location: Location, found: list[Leaf]) -> None:
    values = vars(record)
    for name, key, marks in fields(type(record)):
        value = values[name]
        if isinstance(value, str):
            found.append(((*location, key), value, marks))
        elif value is not None and value != ():
            _walk_value(value, (*location, key), marks, found)


def _walk_value(value: Any, location: Location, marks: tuple[Any, ...], found: list[Leaf]) -> None:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            if isinstance(item, str):
                found.append(((*location, index), item, marks))
            else:
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
    """The marks (such as `Role`, `Target`) anywhere inside a field's type."""
    return tuple(mark for mark in _metadata(annotation, metadata) if isinstance(mark, _MARKS))


def named(location: Location) -> tuple[str, ...]:
    """The field names along a location, without list indices."""
    return tuple(part for part in location if isinstance(part, str))


@lru_cache(8192)
def has_role(kind: type[Record], location: Location, role: Role) -> bool:
    """Whether a field, or a group that contains it, has a role."""
    return role in marks_along(kind, named(location))


def keys_with(model: type[BaseModel], kind: type) -> Iterator[str]:
    """The keys of all fields, at any depth, that have a mark of a class."""
    for name, field in model.model_fields.items():
        if any(isinstance(mark, kind) for mark in _metadata(field.annotation, field.metadata)):
            yield field.alias or name
        if inner := model_in(field.annotation):
            yield from keys_with(inner, kind)


def few(kind: type[Record], field: str) -> Few | None:
    """The limits for the number of items of a list field, or None."""
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
    """The nested model in a field's type, or None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for argument in get_args(annotation) if (found := model_in(argument))), None)


def texts(leaves: Iterable[Leaf]) -> Iterator[Text]:
    """Every text field among an entry's values, in their order."""
    for location, value, markers in leaves:
        for mark in markers:
            if isinstance(mark, Markup):
                yield Text(location, value, mark.kind)
