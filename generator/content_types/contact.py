"""The contact type."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.diagnostics import Wording
from generator.entry import (
    Citation,
    Claims,
    Entry,
    Expected,
    FieldRisk,
    Figure,
    Line,
    Plain,
    Record,
    Role,
    Tier,
    Title,
)

Purpose = Literal["talk", "danger", "fraud", "complaint", "law", "lender", "credit", "people"]
PURPOSES: dict[str, tuple[str, str]] = {
    "talk": ("心里难受", "想找人说话"),
    "danger": ("有危险", "有人要动手、受伤"),
    "fraud": ("像诈骗", "分不清是不是诈骗"),
    "complaint": ("想投诉", "想投诉催收和放款机构"),
    "law": ("法院、法律", "收到法院文书，或想问法律"),
    "lender": ("找放款机构", "找放款机构的客服"),
    "credit": ("征信", "查自己的征信"),
    "people": ("学生、妇女、吃不上饭", "学生、妇女和生活过不下去的家庭"),
}
"""What contacts are for, in the order of the help page: by purpose, the label of the button and the heading."""

VERIFIED_FOR_DAYS = 180
"""Number of days after which a contact has to be verified again."""


Phone = Annotated[
    str,
    Field(pattern=r"^[0-9](-?[0-9]){2,}$", max_length=20),
    Role.UNQUOTED,
    Expected(Wording("电话号码，只用数字和连字符", "a phone number of digits and hyphens")),
]
SecureAddress = Annotated[
    str,
    Field(pattern=r"^https://[A-Za-z0-9.-]+(:[0-9]+)?([/?#][!-~]*)?$"),
    Role.UNQUOTED,
    Expected(Wording("以 https:// 开头的网址", "an address that begins with https://")),
]


class Verification(Record):
    """这个渠道最近一次是怎么核实的。"""

    on: date
    """哪天核实的。"""
    how: Plain
    """看了什么：哪个官方页面、哪份文件或报道。"""
    tier: Tier
    """official 官方：看过主管机关自己的公布；reported 转述：只看过可靠的报道。"""


class Contact(Entry):
    """求助渠道：热线、平台或应用内的入口。"""

    section: ClassVar[str] = "contacts"
    label: ClassVar[str] = "求助渠道"
    summary: ClassVar[tuple[str, ...]] = ("handles",)
    prior: ClassVar[float] = 0.95
    risk: ClassVar[FieldRisk] = "safety"
    claims: ClassVar[Claims] = "numbers"
    may_use_slang: ClassVar[bool] = True
    shown_whole: ClassVar[bool] = True

    title: Annotated[Title, Role.HEADING, Role.SHOWN_ELSEWHERE, Role.MAY_NUMBER]
    """读者看到的标题。"""
    purpose: Annotated[Purpose, Role.SAFETY]
    """打去做什么：talk 找人说话；danger 有危险；fraud 像诈骗；complaint 投诉；law 法院和法律；lender 机构的客服；credit 信用记录；people 专给一类人。"""
    when: Annotated[Plain, Field(max_length=30), Role.SAFETY]
    """什么时候打，一句话，不超过 30 个字。"""
    promise: Annotated[Plain, Field(max_length=30), Role.SAFETY] | None = None
    """打通会怎样，一句话，不超过 30 个字。没有核到就不写。"""
    run_by: Plain
    """谁在办。"""
    phone: Annotated[Phone | None, Role.SAFETY] = None
    """电话号码。"""
    address: SecureAddress | None = None
    """官方网址。"""
    app_path: Annotated[Plain | None, Role.SAFETY] = None
    """应用里的入口，如“微信 → 我 → 服务”。"""
    hours: Annotated[Figure, Role.SAFETY]
    """服务时间；各地不同就写明。"""
    region: Plain
    """适用地区。"""
    cost: Plain | None = None
    """收不收费。"""
    handles: Line
    """管什么。"""
    not_for: Line | None = None
    """不管什么，该找谁。"""
    crisis: Annotated[bool, Role.SAFETY] = False
    """是否出现在求助卡里；purpose 要写 talk 或 danger。"""
    verified: Annotated[Verification, Role.SAFETY, Role.MAY_NUMBER]
    """核实记录。"""
    sources: tuple[Citation, ...] = ()
    """来源，写 来源:条款。"""
