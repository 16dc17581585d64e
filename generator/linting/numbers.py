"""Detects phone numbers and personal data, also when disguised: in full-width or Chinese digits, with spaces or
brackets.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from generator.linting.prefilter import may_match

NumberKind = Literal["service", "mobile", "identity", "card", "email", "messenger", "address"]


class Number(NamedTuple):
    """A phone number or piece of personal data in a text: its kind, digits, and offsets."""

    kind: NumberKind
    digits: str
    start: int
    end: int


_HAN = dict(zip("〇零幺一二三四五六七八九壹贰叁肆伍陆柒捌玖", "001123456789123456789", strict=True))
_HAN_RUN = re.compile(
    "[〇零幺一二三四五六七八九壹贰叁肆伍陆柒捌玖](?:[ -]?[〇零幺一二三四五六七八九壹贰叁肆伍陆柒捌玖]){4,}"
)
_SHORT_HAN = re.compile("[〇零幺一二三四五六七八九]{3,4}(?![〇零幺一二三四五六七八九十百千万])")
_DASHES = frozenset("‐‑‒–—―－﹣−")
_NOT_PLAIN = re.compile("[^\x00-\x7f\u4e00-\u9fff。、“”]")


def normalised(text: str) -> str:
    """The text with digits, letters, dashes and spaces normalised, at unchanged offsets."""
    plain = _NOT_PLAIN.sub(lambda found: _plain(found[0]), text)
    for runs in (_HAN_RUN, _SHORT_HAN):
        plain = runs.sub(lambda run: "".join(_HAN.get(each, each) for each in run[0]), plain)
    return plain


@cache
def _plain(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    plain = folded if len(folded) == 1 else character
    return "-" if plain in _DASHES else plain


_NO_HAN_DIGITS = "0-9０-９⓪①-⑨⁰¹²³⁴-⁹₀-₉𝟎-𝟿"
_DIGITS = f"{_NO_HAN_DIGITS}{''.join(_HAN)}"
_UNITS = r"\s?(?:[%％元次个天分秒年月万通遍人字倍亿期块步条项页]|小时|公里|平方)"
_NEXT = rf"[^0-9A-Za-z\u4e00-\u9fff\n]{{0,2}}[{_DIGITS}]"
# Each class at the front holds what a match can begin with: `re` skips to where one stands.
OF_DIGITS = re.compile(
    rf"[{_DIGITS}](?<![A-Za-z0-9_./〔＃#-].)(?:{_NEXT}){{2}}(?:(?:{_NEXT}){{0,21}}?(?![0-9]|{_UNITS})|(?:{_NEXT}){{6}})"
)
"""A cheap precondition of phone numbers, and of personal data in digits: three digits that count nothing, or nine."""
_OF_SIGNS = re.compile(
    rf"""[＠﹫#＃艾圈aAQqＱ微威薇徽TtＴ电飞VvＶWwＷ+＋➕加球扣企号邮室栋幢座单]
    (?: (?<=[＠﹫]) | (?<=[室栋幢座号单])(?:(?<=[{_NO_HAN_DIGITS}].)|(?<=[{_NO_HAN_DIGITS}]\s.))(?:(?<=[室栋幢座])|(?<=号)楼|(?<=单)元)
      | (?<=[艾圈]) | (?<=[aA])(?<!\w.)(?:t\b|\s*[)）\]】]) | (?<=[#＃])[\w-]+\. | (?<=[QqＱ])[QqＱ:：]
      | (?<=球)球 | (?<=扣)扣 | (?<=企)鹅 | (?<=[微威薇徽])\s?信 | (?<=[微威薇])[❤xXｘＸ] | (?<=[TtＴ])elegram | (?<=[TＴ])[GＧ]
      | (?<=电)报 | (?<=飞)机号 | (?<=[VvＶ])[xX信Xｘ] | (?<=[WwＷ])(?:[xXｘＸ]|hats) | (?<=[+＋➕加])我?\s?[VvＶ微威薇]
      | (?<=号)\s*[:：是为]?\s*[@＠﹫]?[A-Za-zＡ-Ｚａ-ｚ] | (?<=邮)箱)""",
    re.VERBOSE,
)
_AT = re.compile(r"@(?<!\[.)")
WORTH = (OF_DIGITS, _OF_SIGNS, _AT)
"""A cheap precondition: every number and all personal data match one of these; most texts match none."""
_DATE = re.compile(r"(?:19|20)[0-9]{2}([-./])[01]?[0-9]\1[0-3]?[0-9]|(?<![0-9])[0-2]?[0-9]:[0-5][0-9](?![0-9])")
_RUN = re.compile(
    r"(?<![A-Za-z0-9_./〔＃#-])(?:\+ ?)?[(]?[0-9](?:[ .·()_*-]{0,2}[0-9]){2,24}[)]?[Xx]?(?![A-Za-z0-9_%])"
)
_NAMED = re.compile(
    r"(?:订单|单号|流水|编号|案号|文号|税号|识别号|信用代码|快递|运单|合同号?|借据|发票|证书|许可|备案|保单|标准号?|期刊|ISBN|ISSN|DOI|http|www)[^，。；\n]{0,12}$",
    re.IGNORECASE,
)
"""Pattern of words before numbers that belong to nobody, such as those of documents, orders or taxes."""
_CALLED = re.compile(r"(?:电话|热线|专线|号码|拨打?|打|致电|联系|客服|座机|手机|加)[^，。；\n0-9]{0,6}$")
_UNIT = re.compile(_UNITS)
_MAIL = re.compile(
    r"(?:邮箱\s?[:：是为]?\s?[a-z][\w.-]{1,40}(?:163|126|qq|gmail|sina|foxmail|outlook)[. ]?com)|(?:\w ){2,20}@(?: ?[\w-]){2,20} ?\. ?c ?(?:o ?m|n)"
    r"|(?<![\w.+-])[\w.+-]{1,64}\s{0,3}(?:@|#(?=[\w-]+\.(?:com|cn|net))|圈|[(（\[【]\s*(?:at|a|艾特|圈a)\s*[)）\]】]|\sat\s|艾特)\s*[\w-]+(?:\s*(?:\.|点|[(（\[]\s*(?:dot|点)\s*[)）\]]|\sdot\s)\s*[A-Za-z][\w-]*)+",
    re.ASCII | re.IGNORECASE,
)
_QQ = r"[Qq][Qq]|扣扣|球球|企鹅|(?<![A-Za-z])Q(?=:)"
_CHAT = (
    r"[微威薇徽] ?信|[微威薇][❤xX]|[+➕加]我? ?[微威薇Vv]|[Vv]信|[Vv][Xx]|[Ww][Xx]|[Tt]elegram|(?<![A-Za-z])TG|飞机号|电报"
    r"|[Ww]hats[Aa]pp|(?:抖音|快手|钉钉|陌陌|小红书)号"
)
_MAIL_SIGN = re.compile(r"[@#圈艾邮aA](?:(?<=[#圈艾邮])|(?<=@)(?<!\[.)|(?<=[\s(（\[【][aA]))")
"""Pattern that every e-mail address matches, even if disguised; the `@` of citations does not."""
_MESSENGER = re.compile(
    rf"(?:{_QQ})\s*[号群]?\s*[:：是为]?\s*(?P<qq>[1-9][0-9 ]{{4,12}}[0-9])"
    rf"|(?:{_CHAT})"
    r"\s?号?\s*[:：是为]?\s*(?P<id>@?(?=[A-Za-z0-9_-]*[0-9_])[A-Za-z][A-Za-z0-9_-]{5,19})(?![A-Za-z0-9_./-])"
)
_NAME_OF_MESSENGER = re.compile(f"{_QQ}|{_CHAT}")
_HOUSE = r"[\u4e00-\u9fff]{2,12}(?:路|街|道|巷|弄|村|小区|花园|苑|公寓|大厦)[^，。；\n]{0,12}?[0-9一二三四五六七八九十]+ ?(?:栋|幢|座|弄|号)"
_FLAT = r"[0-9]{3,4} ?室|[0-9]{1,3} ?(?:栋|幢|座|号楼|单元)[^，。；\n]{0,4}?[0-9]{1,4}(?: ?室)?"
_HOME = re.compile(rf"{_HOUSE}[^，。；\n]{{0,12}}?(?:{_FLAT})")
_BY_PARTS = re.compile(
    r"[1-9](?<![0-9].)[0-9]{5}[ .·,/_-]{0,2}(?:19|20)[0-9]{2}(?P<mark>[年 ./_-]?)[01][0-9](?:(?P=mark)|月)[0-3][0-9]日?"
    r"[ .·,/_-]{0,2}[0-9]{3}[ .-]?[0-9Xx](?![A-Za-z0-9_])"
)
"""An identity number with marks around its date of birth, and perhaps in it."""
_IDENTITY_CALLED = re.compile(r"(?:身份证|证件)[^，。；\n0-9]{0,8}$")
_NUMBER_OF_FLAT = re.compile("[0-9] ?(?:[室栋幢座]|号楼|单元)")


@lru_cache(4096)
def numbers(text: str) -> tuple[Number, ...]:
    """Every phone number and piece of personal data in a text, in order."""
    return tuple(_numbers(text)) if any(pattern.search(text) for pattern in WORTH) else ()


def _numbers(text: str) -> Iterator[Number]:
    plain = normalised(text)
    found = [*_patterns(plain), *_runs(_DATE.sub(lambda date: "\n" * len(date[0]), plain), text)]
    end = 0
    for number in sorted(found, key=lambda number: (number.start, -number.end)):
        if number.start >= end:
            yield number
            end = number.end


def _patterns(plain: str) -> Iterator[Number]:
    for mail in _MAIL.finditer(plain) if _MAIL_SIGN.search(plain) else ():
        yield Number("email", "", *mail.span())
    for messenger in _MESSENGER.finditer(plain) if may_match(_NAME_OF_MESSENGER, plain) else ():
        yield Number("messenger", "", *messenger.span(messenger.lastgroup or 0))
    for identity in _BY_PARTS.finditer(plain):
        if not identity[0].isalnum():
            yield Number("identity", re.sub("[^0-9Xx]", "", identity[0]), *identity.span())
    for home in _HOME.finditer(plain) if _NUMBER_OF_FLAT.search(plain) else ():
        yield Number("address", "", *home.span())


def _runs(plain: str, written: str) -> Iterator[Number]:
    for run in _RUN.finditer(plain):
        digits = re.sub("[^0-9Xx]", "", run[0])
        before, behind = plain[max(0, run.start() - 20) : run.start()], plain[run.end() : run.end() + 4]
        disguised = written[run.start() : run.end()] != digits
        kind = _kind(run[0], digits, before, behind, disguised)
        if kind:
            yield Number(kind, digits, *run.span())


def _kind(run: str, digits: str, before: str, behind: str, disguised: bool) -> NumberKind | None:
    if _NAMED.search(before) and not (_CALLED.search(before) or _IDENTITY_CALLED.search(before)):
        return None
    home = re.sub("^(?:00)?86(?=1[3-9][0-9]{9}$)", "", digits)
    if re.fullmatch("1[3-9][0-9]{9}", home):
        return "mobile"
    if len(digits) == 18 and _is_identity(digits):
        return "identity"
    if 16 <= len(digits) <= 19 and not _UNIT.match(behind):
        return "card"
    return "service" if _is_service(run, digits, before, behind, disguised) else None


def _is_service(run: str, digits: str, before: str, behind: str, disguised: bool) -> bool:
    """Whether it looks like a public phone number: 400 and 95 numbers, landlines with area codes, short numbers."""
    if _UNIT.match(behind):
        return False
    if re.fullmatch("[48]00[0-9]{7}", digits):
        return True
    if re.fullmatch("0(?:10|2[0-9]|[3-9][0-9]{2})[0-9]{7,8}", digits):
        return "-" in run or ")" in run or " " in run or bool(_CALLED.search(before))
    if re.fullmatch("95[0-9]{3}(?:[0-9]{3})?|96[0-9]{3,4}", digits):
        return digits.startswith("95") or bool(_CALLED.search(before))
    apart = re.fullmatch(r"[0-9](?:[ .-][0-9]){2,4}", run)
    short = 3 <= len(digits) <= 5 and (apart or not re.search("[.()_*-]", run.strip("()")))
    return bool(short) and (
        bool(_CALLED_SHORT.search(before)) or (disguised and len(digits) == 5 and digits[:2] in ("12", "96"))
    )


_CALLED_SHORT = re.compile(r"(?:电话|热线|拨打?|打|致电)[是给到：:（(“ ]{0,3}$")


def _is_identity(digits: str) -> bool:
    """Whether 18 digits contain a date of birth where identity numbers have it."""
    year, month, day = int(digits[6:10]), int(digits[10:12]), int(digits[12:14])
    return 1900 <= year <= 2030 and 1 <= month <= 12 and 1 <= day <= 31
