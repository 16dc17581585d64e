"""The contact type."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from generator.entry import Citation, Entry, Line, Plain, Record, Tier

VERIFIED_FOR_DAYS = 180
"""Days after which a contact has to be verified again."""


class Verification(Record):
    """这个渠道最近一次怎么核实的。"""

    on: date
    """核实那天的日期。"""
    how: Plain
    """看了什么：哪个官方页面、哪份文件或报道。"""
    tier: Tier
    """official 看过主管机关自己的公布；reported 只看过可靠的报道。"""


class Contact(Entry):
    """求助渠道：热线、平台或应用内的入口。"""

    section: ClassVar[str] = "contacts"
    label: ClassVar[str] = "求助渠道"

    run_by: Plain
    """谁在办。"""
    phone: Annotated[str, Field(pattern=r"^[0-9-]{3,20}$")] | None = None
    """电话号码。"""
    address: Annotated[str, Field(pattern=r"^https://[A-Za-z0-9.-]+(:[0-9]+)?([/?#][^\s]*)?$")] | None = None
    """官方网址。"""
    app_path: Plain | None = None
    """应用里的入口，如“微信 → 我 → 服务”。"""
    hours: Plain
    """服务时间；各地不同就写明。"""
    region: Plain
    """适用地区。"""
    cost: Plain | None = None
    """收不收费。"""
    handles: Line
    """管什么。"""
    not_for: Line | None = None
    """不管什么，该找谁。"""
    crisis: bool = False
    """是否出现在求助卡里。"""
    verified: Verification
    """核实记录。"""
    sources: tuple[Citation, ...] = ()
    """来源，写 来源:条款。"""
