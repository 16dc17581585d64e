"""网址只在某个内部网络里打得开。

## 查什么
`address` 里的主机是 IP 地址、`localhost`，或者没有点的名字，或者以 `.local`、`.lan`、`.internal` 一类结尾。

## 为什么
读者打不开。检查网址的程序会去连它，别人就能借这个条目试探内部网络。

## 怎么改
写公开网站的网址，比如发布机关的；没有就删掉 `address`。

- 错：`address: http://192.168.1.8/law`
- 对：`address: https://flk.npc.gov.cn/`
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.content_types.source import Source
from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("{host} 不是公开网站的名字", "{host} is not the name of a public site")
ADVICE = Wording("写公开网站的网址；没有就删掉 address。", "Give the address of a public site, or remove `address`.")
# Names for private or special use (RFC 6761, 6762, 7686, 8375, 9476), and of routers. No public name ends in a number.
_PRIVATE = re.compile(
    r"(?:^|\.)(?:localhost|local|localdomain|lan|home|corp|internal|intranet|private|home\.arpa|test|invalid|onion|alt|[0-9]\w*)\.?$",
    re.IGNORECASE,
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at an address whose host has no public name."""
    entry = document.entry
    if isinstance(entry, Source) and entry.address:
        host = urlsplit(entry.address).hostname or ""
        if "." not in host.rstrip(".") or _PRIVATE.search(host):
            yield Finding(document.at("address"), {"host": host})
