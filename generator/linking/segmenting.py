"""Segments Chinese texts into words."""

from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rjieba import Jieba


@cache
def _dictionary() -> "Jieba":
    from rjieba import Jieba  # imported late, because it loads its dictionary on import

    return Jieba()


def cut(text: str) -> list[str]:
    """The words and punctuation of a text, as the dictionary has them; joined, they give the text again."""
    words: list[str] = _dictionary().cut(text, False)
    return words


def boundaries(text: str, start: int, end: int) -> set[int]:
    """The offsets between words in a range of a text and near it."""
    first = max(0, start - _AROUND)
    return {*accumulate(map(len, cut(text[first : end + _AROUND])), initial=first)}


def begins_a_word(text: str, place: int) -> bool:
    """Whether a word can begin at an offset: no word of the dictionary crosses it."""
    return place in boundaries(text, place, place)


_AROUND = 8
"""Number of characters on each side that affect the segmentation of a range."""
