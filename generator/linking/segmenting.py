"""Segments Chinese texts into words."""

import sys
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rjieba import Jieba


def segmenter() -> "Jieba":
    """A new segmenter with the words of the dictionary, to which others can be added."""
    # Not by importing the package, which makes one for itself: each takes a tenth of a second.
    name = "rjieba.rjieba"
    if name not in sys.modules:
        package = find_spec("rjieba")
        spec = PathFinder.find_spec(name, package.submodule_search_locations) if package else None
        assert spec and spec.loader, "it is installed"
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        sys.modules[name] = module
    made: Jieba = sys.modules[name].Jieba()
    return made


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
