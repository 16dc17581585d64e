"""Segments Chinese texts into words."""

from itertools import accumulate


def cut(text: str) -> list[str]:
    """The words and punctuation of a text, as the dictionary has them; joined, they give the text again."""
    # Imported late, because it loads its dictionary on import; a `Jieba` of our own would load it once more.
    import rjieba

    words: list[str] = rjieba.cut(text, False)
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
