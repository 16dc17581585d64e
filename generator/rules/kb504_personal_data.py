"""写进了个人信息。

## 查什么
11 位手机号、18 位身份证号、电子邮箱、16 到 19 位银行卡号。

## 为什么
真实的个人信息一旦公开就收不回来；编出来的号码也可能正好是别人的。

## 怎么改
删掉，或者用文字代替。

- 错：`对方用 13800138000 打来`
- 对：`对方用一个手机号打来`
"""

import re
from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.entry import Role, has_role
from generator.linting.running import Finding, OwnCheck, Severity
from generator.linting.sentences import search
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{found}”像是{kind}", "“{found}” looks like {kind}")
ADVICE = Wording("删掉它，或者换成文字说明（如“一个手机号”）。", "Remove it, or describe it in words.")
_KINDS = {
    "mobile": Wording("手机号", "a mobile number"),
    "identity": Wording("身份证号", "an identity number"),
    "card": Wording("银行卡号", "a bank card number"),
    "email": Wording("电子邮箱", "an e-mail address"),
}
_LONG = re.compile(r"[0-9][0-9]{10}")
_NUMBER = re.compile(
    r"(?<![\w.])(?:(?P<mobile>1[3-9]\d{9})|(?P<identity>\d{17}[\dXx])|(?P<card>\d{16,19}))(?![\w.])", re.ASCII
)
_ADDRESS = re.compile(r"(?P<email>[\w.+-]+@[\w-]+\.[A-Za-z][\w.-]*)", re.ASCII)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each stretch of text that looks like somebody's data."""
    numbers = search(document, _NUMBER) if any(search(document, _LONG)) else ()
    for text, found in (*numbers, *search(document, _ADDRESS)):
        if not has_role(type(document.entry), text.location, Role.VERBATIM):
            facts = {"found": Wording(found[0], found[0]), "kind": _KINDS[found.lastgroup or ""]}
            yield Finding(document.within(text, *found.span()), facts)
