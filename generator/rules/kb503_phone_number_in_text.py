"""正文里写了电话号码。

## 查什么
各类条目的文字里出现像电话的数字：写在“电话”“热线”“拨打”旁边的短号、400 电话、区号座机、95 开头的客服号、求助渠道里已有的号码。
全角、汉字、隔开的写法（１２３５６、一二三五六、1 2 3 5 6）也算。
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
from generator.linting.numbers import OF_DIGITS, numbers
from generator.linting.prefilter import may_match
from generator.linting.rule import Severity
from generator.linting.running import Context, Finding, by_facts
from generator.linting.sentences import all_words, blanked, texts_with
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("正文里不要写电话号码“{number}”", "Phone number “{number}” in a text")
ADVICE = Wording("改成引用求助渠道：{instead}。", "Refer to the contact instead: {instead}.")


@dataclass(frozen=True)
class Phones:
    """The numbers of the contacts, with the key of the contact each belongs to."""

    keys: dict[str, str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The known numbers, as they are written."""
        written = sorted((phone for phone in self.keys if len(phone) > 3), key=len, reverse=True)
        known = "|".join(map(re.escape, written)) or "(?!)"
        return re.compile(rf"(?<![A-Za-z\d.\-])(?:{known})(?![\d.\-]|\s?[元次年万])")

    @cached_property
    def by_digits(self) -> dict[str, str]:
        """The keys of the contacts by the digits of their numbers."""
        return {phone.replace("-", ""): key for phone, key in self.keys.items()}


def facts(given: Context) -> Phones:
    """The numbers of the contacts."""
    contacts = given.library.entries(Contact)
    return Phones({contact.phone: f"{contact.section}/{contact.id}" for contact in contacts if contact.phone})


@by_facts(facts)
def check(document: Document, phones: Phones) -> Iterator[Finding]:
    """A finding at each phone number outside the contacts' own fields."""
    if not document.entry.in_own_words:
        return
    words = all_words(document)
    known = may_match(phones.pattern, words)
    for text in document.texts if known else texts_with(document, words, OF_DIGITS):
        for start, end, key in _found(blanked(document, text), phones, known):
            if key != document.key and not has_role(type(document.entry), text.location, Role.MAY_NUMBER):
                yield _finding(document, text, start, end, key)


def _found(words: str, phones: Phones, known: bool) -> list[tuple[int, int, str | None]]:
    """The phone numbers in a text, each with the contact that has it, if any; those of contacts only if `known`."""
    lines = [number for number in numbers(words) if number.kind == "service"]
    found = [(number.start, number.end, phones.by_digits.get(number.digits)) for number in lines]
    taken = {start for start, _, _ in found}
    for each in phones.pattern.finditer(words) if known and may_match(phones.pattern, words) else ():
        if each.start() not in taken:
            found.append((each.start(), each.end(), phones.keys[each[0]]))
    return sorted(found, key=lambda each: each[:2])


def _finding(document: Document, text: Text, start: int, end: int, key: str | None) -> Finding:
    number = text.value[start:end]
    instead = (
        Wording(f"[[{key}]]", f"[[{key}]]") if key else Wording("[[contacts/…]]，没有就先建一条", "[[contacts/…]]")
    )
    return Finding(document.within(text, start, end), {"number": Wording(number, number), "instead": instead})
