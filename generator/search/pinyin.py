"""Pinyin of Chinese words, normalised as people type it, and tables of characters by sound and of simplified forms."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

from generator.remembering.memo import Memo
from generator.remembering.values import remembered
from generator.search.analysis import simplified

BLURRED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("ü", "v"), ("lv", "lu"), ("nv", "nu"))
"""Replacements for sounds that many speakers do not distinguish, and for spellings of ü."""


def blurred(sound: str) -> str:
    """A normalised sound, without differences that speakers mix up: `shang` and `san` become the same."""
    for exact, coarse in BLURRED:
        sound = sound.replace(exact, coarse)
    return sound


@remembered
class Readings(NamedTuple):
    """Normalised sounds and initials by word, as far as they are known: a run without new words loads no dictionary."""

    sounds: dict[str, str]
    initials: dict[str, str]


_KNOWN = Readings({}, {})


@contextmanager
def kept_readings(memo: Memo) -> Iterator[None]:
    """Loads the readings that the cache has, and caches those that are looked up in the `with` block."""
    for known, found in zip(_KNOWN, memo.recall("readings", b"", Readings) or (), strict=False):
        known.update(found)
    before = sum(map(len, _KNOWN))
    yield
    if sum(map(len, _KNOWN)) > before:
        memo.keep("readings", b"", _KNOWN)


def sound(word: str) -> str:
    """The normalised sound of a word, without tones: `cuisou` for 催收."""
    if word not in _KNOWN.sounds:
        _KNOWN.sounds[word] = blurred("".join(syllables(word)))
    return _KNOWN.sounds[word]


@cache
def sounds(word: str) -> tuple[str, ...]:
    """The possible normalised sounds of a word: 还 is `hai` in dictionaries and mostly `huan` for people in debt."""
    return (sound(word), "huan".join(map(sound, word.split("还")))) if "还" in word else (sound(word),)


def initials(word: str) -> str:
    """The first letters of a word's syllables: `cs` for 催收."""
    if word not in _KNOWN.initials:
        _KNOWN.initials[word] = "".join(_syllables(word, "FIRST_LETTER"))
    return _KNOWN.initials[word]


def plain_sound(phrase: str) -> str:
    """The exact pinyin of a phrase without tones, for comparison with typed letters."""
    return "".join(syllables(phrase))


def syllables(word: str) -> list[str]:
    """The exact syllables of a word, one for each Chinese character; all others are left out."""
    return list(_syllables(word, "NORMAL"))


def load() -> None:
    """Loads the dictionaries, which are loaded later otherwise, when they are needed."""
    syllables("字")


def _syllables(word: str, style: str) -> Iterator[str]:
    """The same as `lazy_pinyin` of the library, which runs through a dozen functions for each character."""
    # The dictionaries take 0.15 s to load: not before they are needed.
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
    from pypinyin.seg.simpleseg import seg

    for part in (word,) if len(word) == 1 or word in PHRASES_DICT else seg(word):
        for said in PHRASES_DICT.get(part) or [PINYIN_DICT.get(ord(character), "").split(",") for character in part]:
            if said[0]:
                yield _styled(said[0], style)


@cache
def _styled(syllable: str, style: str) -> str:
    """A syllable of the dictionaries, which have its tone, in a style of the library."""
    from pypinyin import Style
    from pypinyin.style import convert

    styled: str = convert(syllable, Style.__members__[style], strict=True, default=syllable)
    return styled


@cache
def common_characters() -> str:
    """The 3,755 characters of GB 2312 level 1, among which people mistype homophones."""
    rows = (bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    return "".join(row.decode("gb2312", "ignore") for row in rows)


def sounds_of_characters(own: frozenset[str]) -> str:
    """Lines of a normalised sound and its characters, for common characters and those of the base."""
    by_sound: dict[str, list[str]] = {}
    for character in sorted(own | set(common_characters())):
        if said := sound(character):
            by_sound.setdefault(said, []).append(character)
    return "\n".join(f"{said}{''.join(characters)}" for said, characters in sorted(by_sound.items()))


def simplified_forms(own: frozenset[str]) -> tuple[str, str]:
    """Traditional characters and, in the same order, their simplified forms, for the characters the base uses."""
    pairs = [(chr(other), simple) for other, simple in simplified().items() if simple in own]
    return "".join(other for other, _ in pairs), "".join(simple for _, simple in pairs)
