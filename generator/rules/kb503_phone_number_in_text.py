"""正文里写了电话号码。

## 查什么
各类条目的文字里出现像电话的数字：写在“电话”“热线”“拨打”旁边的短号、400 电话、区号座机、95 开头的客服号、求助渠道里已有的号码。
别名、来源条目、求助渠道自己的号码不查。

## 为什么
假客服号码是骗子的主要手段。号码只存在 `content/contacts/`，有人核实、有日期，改一处全站都改。

## 怎么改

- 错：`可以拨打 12356。`
- 对：`可以找[[contacts/psych-hotline-12356]]。`
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.content_types.contact import Contact
from generator.diagnostics import Wording
from generator.entry import Role, Text, has_role
from generator.linting.prefilter import may_match
from generator.linting.running import Context, Finding, Severity, by_facts
from generator.linting.sentences import blanked
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("正文里不要写电话号码“{number}”", "Phone number “{number}” in a text")
ADVICE = Wording("改成引用求助渠道：{instead}。", "Refer to the contact instead: {instead}.")
_NUMBER = re.compile(
    r"(?<![\d.\-])(?:400[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}|0[0-9]{2,3}-[0-9]{7,8}|95[0-9]{3}(?:[0-9]{3})?)(?![\d.\-])"
    r"|(?:(?:电话|热线|拨打?|打|致电)[是：:（(“ ]{0,3})(?P<short>[0-9]{3,5})(?![\d.]|\s?[%元次个天分秒年月万通遍])"
)


@dataclass(frozen=True)
class Phones:
    """The numbers of the contacts, with the key of the contact each belongs to."""

    keys: dict[str, str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Whatever looks like a phone number, and the known ones."""
        numbers = sorted((phone for phone in self.keys if len(phone) > 3), key=len, reverse=True)
        known = "|".join(map(re.escape, numbers)) or "(?!)"
        return re.compile(_NUMBER.pattern + rf"|(?<![\d.\-])(?:{known})(?![\d.\-]|\s?[元次年万])")


def facts(given: Context) -> Phones:
    """The numbers of the contacts."""
    contacts = [(d.entry, d.key) for d in given.library.section("contacts") if isinstance(d.entry, Contact)]
    return Phones({contact.phone: key for contact, key in contacts if contact.phone})


@by_facts(facts)
def check(document: Document, phones: Phones) -> Iterator[Finding]:
    """A finding at each phone number outside the contacts' own fields."""
    if not document.entry.in_own_words:
        return
    for text in document.texts:
        if not may_match(phones.pattern, text.value) or has_role(type(document.entry), text.location, Role.MAY_NUMBER):
            continue
        for found in phones.pattern.finditer(blanked(text.value)):
            start, end = found.span("short") if found["short"] else found.span()
            if phones.keys.get(text.value[start:end]) != document.key:
                yield _finding(document, text, start, end, phones.keys)


def _finding(document: Document, text: Text, start: int, end: int, phones: dict[str, str]) -> Finding:
    number = text.value[start:end]
    key = phones.get(number)
    instead = (
        Wording(f"[[{key}]]", f"[[{key}]]") if key else Wording("[[contacts/…]]，没有就先建一条", "[[contacts/…]]")
    )
    return Finding(document.within(text, start, end), {"number": Wording(number, number), "instead": instead})
