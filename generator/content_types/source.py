"""The source type."""

from datetime import date
from functools import cached_property
from typing import Annotated, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import Field

from generator.diagnostics import Wording
from generator.entry import (
    Claims,
    ClauseId,
    Entry,
    Expected,
    FieldRisk,
    Figure,
    Line,
    ListOrder,
    Names,
    Plain,
    Record,
    Role,
    RoughDate,
    Tier,
    Title,
)

Address = Annotated[
    str,
    Field(pattern=r"^https?://[A-Za-z0-9.-]+(:[0-9]+)?([/?#][!-~]*)?$"),
    Role.UNQUOTED,
    Expected(Wording("以 https:// 开头的网址", "an address that begins with https://")),
]


_FOUND_AT = {"news": "报道网址", "report": "报道网址", "study": "论文网址"}
"""Label of the address for kinds where it does not matter who published it there."""


SourceKind = Literal[
    "law", "interpretation", "regulation", "rule", "standard", "guideline", "notice", "study", "report", "news"
]
KINDS: dict[SourceKind, str] = {
    "law": "法律",
    "interpretation": "司法解释",
    "regulation": "行政法规",
    "rule": "部门规章",
    "standard": "标准",
    "guideline": "指引",
    "notice": "通知",
    "study": "研究",
    "report": "报告",
    "news": "报道",
}
"""The kinds of sources with their labels, most authoritative first."""


class Clause(Record):
    """来源里的一条、一款或一个要点。"""

    id: ClauseId
    """引用时写在冒号后面的名字。法条用条号，如 1033；“第二百九十三条之一”写 293-1。"""
    label: Annotated[Figure, Role.OTHERS_WORDS]
    """显示给读者的名字，如“第一千零三十三条”。"""
    text: Annotated[Plain | None, Role.OTHERS_WORDS, Role.VERBATIM] = None
    """条文原话，只摘起作用的那几句。读过原文或全文副本才写。"""
    says: Line
    """用自己的话说这一条讲了什么。"""
    effective: date | None = None
    """这一条的生效日期，和整部文件不同时才写。"""
    ended: date | None = None
    """这一条失效的日期。"""
    replaced_by: Annotated[Plain | None, Role.OTHERS_WORDS] = None
    """失效以后看哪一条，写 来源:条款。"""


class Source(Entry):
    """法规与来源：条目引用的每一部法律、标准、研究或报道。"""

    section: ClassVar[str] = "sources"
    label: ClassVar[str] = "法规与来源"
    listed: ClassVar[ListOrder] = "by kind"
    summary: ClassVar[tuple[str, ...]] = ("issuer", "number")
    prior: ClassVar[float] = 0.4
    risk: ClassVar[FieldRisk] = "law"
    claims: ClassVar[Claims] = "none"
    in_own_words: ClassVar[bool] = False
    may_use_slang: ClassVar[bool] = True
    shown_whole: ClassVar[bool] = True
    suggested: ClassVar[bool] = False

    title: Annotated[Title, Role.HEADING, Role.SHOWN_ELSEWHERE, Role.OTHERS_WORDS]
    """读者看到的标题。"""
    kind: SourceKind
    """law 法律；interpretation 司法解释；regulation 行政法规；rule 部门规章；standard 标准；guideline 指引；notice 通知；study 研究；report 报告；news 报道。"""
    issuer: Annotated[Plain, Role.OTHERS_WORDS]
    """制定或发布的机构、作者。"""
    number: Annotated[Plain | None, Role.OTHERS_WORDS, Role.VERBATIM] = None
    """文号、标准号、期刊卷期或 DOI。"""
    published: RoughDate | None = None
    """发布日期，知道多细写多细。"""
    effective: date | None = None
    """开始施行的日期。"""
    ended: date | None = None
    """废止或被替代的日期。"""
    tier: Tier
    """official 官方原文：读过发布机关的原文或全文副本；reported 转述：只读过报道等可靠的转述，页面会标“待核对官方原文”。"""
    address: Address | None = None
    """网址。没有把握就不写。是官方的、报道的还是转载的，页面按 kind、tier 和域名写明。"""
    read_in: Annotated[Plain, Role.OTHERS_WORDS]
    """编辑读的是什么：哪份全文副本、哪篇报道。"""
    binding: Line | None = None
    """对谁有约束力，性质是什么（如“推荐性国家标准，不是法律”）。"""
    clauses: Annotated[tuple[Clause, ...], Field(min_length=1), Role.FORBIDS, Names("clauses")]
    """条款或要点。引用要写到这一级。"""

    @property
    def address_says(self) -> str:
        """Label of the address for readers. It is called official only where the issuer itself published the text."""
        if self.kind in _FOUND_AT:
            return _FOUND_AT[self.kind]
        return "官方网址" if self.official_address else "网址（不一定是官方的）"

    @property
    def official_address(self) -> str | None:
        """The address if it belongs to the issuer of the text, else None."""
        host = (urlsplit(self.address or "").hostname or "").split(".")[-2:]
        public = host in (["gov", "cn"], ["who", "int"])
        return self.address if self.kind not in _FOUND_AT and (self.tier == "official" or public) else None

    def clause(self, identifier: str | None) -> Clause | None:
        """The clause with an id, or None."""
        return self._by_id.get(identifier)

    @cached_property
    def _by_id(self) -> dict[str | None, Clause]:
        return {clause.id: clause for clause in reversed(self.clauses)}
