"""Segments Chinese texts into words."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rjieba import Jieba


@cache
def _dictionary() -> "Jieba":
    from rjieba import Jieba  # imported late, because it loads its dictionary on import

    return Jieba()


def cut(text: str, hmm: bool = True) -> list[str]:
    """The words and punctuation of a text; joined, they give the text again."""
    words: list[str] = _dictionary().cut(text, hmm)
    return words


def begins_a_word(text: str, place: int) -> bool:
    """Whether a word can begin at an offset: no word of the dictionary crosses it."""
    at = max(0, place - _AROUND)
    for word in cut(text[at : place + _AROUND], hmm=False):
        if at >= place:
            break
        at += len(word)
    return at == place


_AROUND = 12
"""Number of characters on each side that affect the segmentation at an offset."""
