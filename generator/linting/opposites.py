"""Detects sentences that contradict the text they cite: the opposite duty for the same act, or the opposite bound of a
number.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.linting.claims import NUMBER, UnitNumber, in_digits, plain, with_percent_signs
from generator.linting.likeness import Pairs, pairs_of_characters

_NOT = (
    r"不得|不应当|不应(?!该)|(?<!能)不能|(?<!能)不须|不可以|不许|不准|不允许|禁止|严禁|无权|不必|不用|无需|不需要"
    r"|不会|不予?支持|不适用|不停止|不承担|不予?受理|不予?准许"
)
_DO = (
    r"应当|必须|(?<!不)可以|(?<![没无])有权|(?<!不)允许|(?<!不)支持|(?<!不)适用|(?<!不)停止|(?<!不)承担"
    r"|(?<![不反相对响供适答])应(?![该届急用收付聘诉答对])|(?<![不主只需])须|(?<![不只可])能(?![力够否不])"
    r"|(?<![不只需主重必想没还就将快首])要(?![求紧件素是么])"
)
_DUTY = re.compile(f"(?P<no>{_NOT})|(?P<yes>{_DO})")
_STRENGTHS = {"应当": "must", "必须": "must", "应": "must", "要": "must", "可以": "may", "有权": "may"}
_VERBS = ("支持", "适用", "停止", "承担", "受理", "准许")
"""Acts that are themselves negations, which would look like opposites."""
_MARKS = re.compile(r"\[@[^\]]*\]|[\s*“”《》（）()\[\]]|[a-z-]+\|")
_CLAUSE_END = re.compile("[，。；;：:]")
_AND = re.compile("、|或者|以及")
_OTHER_DUTY = re.compile("不|禁止|责令|可以|应当")
"""Words after which the items of a list are about something else."""
_VERDICT = re.compile(
    r"(?:(?P<no>不予?|不会|不应|不再)|(?P<yes>会|应予|应当|可以|予以|将))(?P<verb>支持|受理|准许|采纳)"
)
_SOFT = "要"
"""Says too little in other words to be the opposite of anything."""
_REACH, _LEAST, _ALIKE = 12, 2, 0.4
"""Number of characters after a duty that identify the act; minimum number, and minimum share, of common bigrams for the
same act.
"""


class Duty(NamedTuple):
    """A duty in a text: whether it requires (or permits) or forbids, its words, and the act.

    `listed` acts are items of a list, which may be alike although they are short.
    """

    binds: bool
    words: str
    act: str
    listed: bool = False


class Opposite(NamedTuple):
    """The words of a sentence and the contradicting words of the cited text."""

    mine: str
    theirs: str


@lru_cache(4096)
def duties(text: str) -> tuple[Duty, ...]:
    """The duties in a text: what may, must or must not be done."""
    return tuple(duty for found in _DUTY.finditer(text) for duty in _named(text, found) if duty.act)


def _named(text: str, found: re.Match[str]) -> Iterator[Duty]:
    """The duty for all that follows a word of duty, and for each item if it is a list."""
    behind = _CLAUSE_END.split(_MARKS.sub("", text[found.end() : found.end() + 30]))[0]
    yield Duty(bool(found["yes"]), found[0], behind[:_REACH])
    if "、" in behind and not _OTHER_DUTY.search(behind):
        yield from (Duty(bool(found["yes"]), found[0], item[:_REACH], True) for item in _AND.split(behind)[1:])


def opposite_duty(words: str, texts: Sequence[str]) -> Opposite | None:
    """The first duty of a sentence for which the cited texts have only the opposite; None if there is none."""
    there = [duty for text in texts for duty in duties(text) if duty.words != _SOFT]
    for duty in duties(words):
        if duty.words == _SOFT:
            continue
        same = [each for each in there if _same_act(duty, each)]
        if same and all(each.binds != duty.binds for each in same):
            return Opposite(f"{duty.words}{duty.act}", f"{same[0].words}{same[0].act}")
    return None


def opposite_verdict(words: str, text: str) -> Opposite | None:
    """What a summary says that a court will do, if its text says only that it will not, or the other way round."""
    here, there = _verdicts(words), _verdicts(text)
    for verb in here.keys() & there.keys():
        (mine, *other), theirs = here[verb], there[verb]
        excepted = mine.binds is False and "除外" in text
        if (
            not excepted
            and all(each.binds == mine.binds for each in other)
            and not any(each.binds == mine.binds for each in theirs)
        ):
            return Opposite(mine.words + verb, theirs[0].words + verb)
    return None


def _verdicts(text: str) -> dict[str, list[Duty]]:
    """What a court will or will not do in a text, by the verb."""
    found: dict[str, list[Duty]] = defaultdict(list)
    for each in _VERDICT.finditer(text):
        verb = each["verb"]
        found[verb].append(Duty(not each["no"], each["no"] or each["yes"], verb))
    return found


@lru_cache(4096)
def other_strength(words: str, text: str) -> Opposite | None:
    """The first act that a text requires and a summary of it only permits, or the other way round; None if there is
    none.
    """
    there = [each for each in duties(text) if each.words in _STRENGTHS]
    for duty in duties(words):
        acts = [each for each in there if each.act[:2] == duty.act[:2]] if duty.words in _STRENGTHS else []
        same = [each for each in acts if _same_act(duty, each)]
        if same and all(_STRENGTHS[each.words] != _STRENGTHS[duty.words] for each in same):
            return Opposite(f"{duty.words}{duty.act}", f"{same[0].words}{same[0].act}")
    return None


def _same_act(one: Duty, other: Duty) -> bool:
    if any((verb in one.words) != (verb in other.words) for verb in _VERBS):
        return False
    if one.listed or other.listed:
        return one.act == other.act and len(one.act) > 1
    here, there = _pairs(one.act), _pairs(other.act)
    common = len(here & there)
    begins = one.act[:2] in other.act or one.act[1:3] in other.act
    return begins and common >= _LEAST and common >= _ALIKE * min(len(here), len(there))


@lru_cache(4096)
def _pairs(act: str) -> Pairs:
    return pairs_of_characters(act)


_BELOW = r"不超过|不得超过|不应超过|不宜超过|最多|至多|不满|不足|少于|低于|未满|不到"
_ABOVE = r"(?<![不得应宜未有])超过|至少|不少于|不低于|高于|多于|(?<![不未])满"
_SIDE = re.compile(
    rf"(?:(?:(?P<below>{_BELOW})|(?P<above>{_ABOVE}))[^，。；0-9一二三四五六七八九十百]{{0,3}})?(?:{NUMBER.pattern})\s?"
    r"(?P<within>(?:以|之)?内(?!没有?|未|不)|以下|以前|之前|前(?!后))?(?P<beyond>以上|以后|之后|后(?![的续]))?"
)


@lru_cache(4096)
def _sides(text: str) -> tuple[tuple[UnitNumber, str], ...]:
    """The numbers of a text with units, each with its bound: at least or at most."""
    return tuple(_sided(text))


def _sided(text: str) -> Iterator[tuple[UnitNumber, str]]:
    for found in _SIDE.finditer(with_percent_signs(text)):
        if found["number"]:
            number = plain(found["unit"], in_digits(found["number"]))
            yield from ((number, "<") for name in ("below", "within") if found[name])
            yield from ((number, ">") for name in ("above", "beyond") if found[name])


def opposite_side(words: str, texts: Iterable[str]) -> Opposite | None:
    """The first number of a sentence that the cited texts have only with the opposite bound; None if there is none."""
    there = [side for text in texts for side in _sides(text)]
    here = _sides(words)
    for number, side in here:
        mine, theirs = ({each for of, each in sides if of == number} for sides in (here, there))
        if mine == {side} and theirs and side not in theirs:
            unit, digits = number
            told = {"<": f"{digits} {unit}以内", ">": f"{digits} {unit}以上"}
            return Opposite(told[side], told[next(iter(theirs))])
    return None
