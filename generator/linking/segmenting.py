"""Where the words of a Chinese text begin and end."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rjieba import Jieba


@cache
def _dictionary() -> "Jieba":
    from rjieba import Jieba  # loads its dictionary at once: not before there is a text to cut

    return Jieba()


def cut(text: str, hmm: bool = True) -> list[str]:
    """A text as its words and marks, nothing left out."""
    words: list[str] = _dictionary().cut(text, hmm)
    return words


def begins_a_word(text: str, place: int) -> bool:
    """Whether no word of the dictionary goes over a place of a text."""
    at = max(0, place - _AROUND)
    for word in cut(text[at : place + _AROUND], hmm=False):
        if at >= place:
            break
        at += len(word)
    return at == place


_AROUND = 12
"""Characters on each side that decide how a text is cut."""
