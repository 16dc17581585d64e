"""写进了个人信息。

## 查什么
11 位手机号、18 位身份证号、16 到 19 位银行卡号、电子邮箱、微信号和 QQ 号、到门牌的住址。
全角、汉字、加空格、加 +86、把 @ 写成 at 的也算；文号、订单号、税号不算。

## 为什么
真实的个人信息一旦公开就收不回来；编出来的号码也可能正好是别人的。

## 怎么改
删掉，或者用文字代替。

- 错：`对方用 13800138000 打来`
- 对：`对方用一个手机号打来`
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.entry import Role, has_role
from generator.linting.numbers import WORTH, numbers
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.linting.sentences import all_texts, texts_with
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{found}”像是{kind}", "“{found}” looks like {kind}")
ADVICE = Wording("删掉它，或者换成文字说明（如“一个手机号”）。", "Remove it, or describe it in words.")
_KINDS = {
    "mobile": Wording("手机号", "a mobile number"),
    "identity": Wording("身份证号", "an identity number"),
    "card": Wording("银行卡号", "a bank card number"),
    "email": Wording("电子邮箱", "an e-mail address"),
    "messenger": Wording("聊天账号", "an account of a messenger"),
    "address": Wording("住址", "a home address"),
}


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each stretch of text that looks like somebody's data."""
    for text in texts_with(document, all_texts(document), *WORTH):
        for number in numbers(text.value):
            if number.kind in _KINDS and not has_role(type(document.entry), text.location, Role.VERBATIM):
                found = text.value[number.start : number.end]
                facts = {"found": Wording(found, found), "kind": _KINDS[number.kind]}
                yield Finding(document.within(text, number.start, number.end), facts)
