"""标了 official，网址却不是官方的。

## 查什么
法律、规章、标准、通知一类的来源写了 `tier: official`，但 `address` 不在政府、人大、法院、检察院、央行或国际组织的域名下。

## 为什么
`official` 的意思是读过发布机关的原文或全文副本。网址指向别处，读者会怀疑，也可能真是转载。

## 怎么改
换成发布机关的网址；只有转载就写 `tier: reported`；没有把握的网址就不写。

- 错：`tier: official` + `address: https://blog.example.com/law`
- 对：`tier: official` + `address: https://flk.npc.gov.cn/`
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.content_types.source import Source
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("{what}，却写了 official", "{what}, yet the tier is official")
ADVICE = Wording(
    "换成发布机关的网址，读原文或全文副本；没有读到就把 tier 改成 reported。",
    "Give the issuer's address and read the text itself; otherwise make the tier `reported`.",
)
_REPORT = re.compile(r"^[^，。；、（]{0,12}(?:报道|新闻)")
_LAW_LIKE = ("law", "interpretation", "regulation", "rule", "standard", "guideline", "notice")
_OFFICIAL = re.compile(
    r"(?:^|\.)(?:gov\.cn|gov|gov\.uk|gov\.hk|europa\.eu|who\.int|un\.org|openstd\.samr\.gov\.cn|china-cba\.net|nifa\.org\.cn)$"
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the address of a law-like official source that lies outside the issuers' hosts."""
    entry = document.entry
    if isinstance(entry, Source) and entry.tier == "official" and entry.kind in _LAW_LIKE:
        host = urlsplit(entry.address or "").hostname or ""
        if host and not _OFFICIAL.search(host):
            yield Finding(
                document.at("address"), {"what": Wording(f"{host} 不是发布机关的网站", f"{host} is no issuer's site")}
            )
        elif entry.read_in and _REPORT.search(entry.read_in):
            yield Finding(document.at("tier"), {"what": Wording("读的是报道", "A report is all that was read")})
