"""Chinese numerals as numbers: 二百九十三 is 293; and the ids of articles that are named by them."""

import re

_NAMES = "零一二三四五六七八九"
_DIGITS = {character: value for value, character in enumerate(_NAMES)} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def value_of(numeral: str) -> int:
    """The value of a numeral below ten thousand, of the characters 零〇○一二两三四五六七八九十百千."""
    total, digit = 0, 0
    for character in numeral:
        if character in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[character], 0
        else:
            digit = _DIGITS[character]
    return total + digit


def numerals(value: int) -> tuple[str, ...]:
    """The ways to write a number from 1 to 99 as a numeral: 十五 for 15, 二 and 两 for 2."""
    tens, ones = divmod(value, 10)
    plain = ("" if tens < 2 else _NAMES[tens]) + ("十" if tens else "") + (_NAMES[ones] if ones else "")
    return (plain, "两") if value == _DIGITS["两"] else (plain,)


ARTICLE = re.compile(
    r"第\s*(?P<number>[0-9０-９]{1,9}|[零〇○一二三四五六七八九十百千两]+)\s*条(?:之(?P<sub>[一二三四五六七八九十]))?"
)
"""An article of a law, such as 第二百九十三条之一."""


def clause_id(label: str) -> str:
    """The id of a clause by its label: 293-1 for 第二百九十三条之一; empty for other labels."""
    found = ARTICLE.fullmatch(label)
    return article_id(found) if found else ""


def article_id(found: re.Match[str]) -> str:
    """The id of the clause that a match of `ARTICLE` names."""
    number = found["number"]
    plain = str(int(number)) if number.isdecimal() else str(value_of(number))
    return f"{plain}-{value_of(found['sub'])}" if found["sub"] else plain
