"""Texts into index terms: folded, cut into words, with pairs of characters where no dictionary helps."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rjieba import Jieba

_LATIN = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?")
_HAN = re.compile("[\u3400-\u9fff]+")
RUNS = re.compile(f"{_LATIN.pattern}|{_HAN.pattern}")
_FOLDED = re.compile("[\n -@\\[-~\u4e00-\u9fff，。、；：？！（）“”《》]*")
"""A text without capitals and full-width letters: all that folding would change in it are marks that are no words."""
FUNCTION = frozenset(
    "的了是在不也就都和与或把被给让从到对为以等着过很更最又再还要会能可有没这那其之将及并而且但若则只各每向由于"
)
"""Characters that join words; a pair with one of them is no word."""
_SEPARATORS = FUNCTION | {"\n"}
_FREQUENCY = 100_000
"""High enough that the base's own words win over the dictionary's."""


def folded(text: str) -> str:
    """A text in the form both sides compare: compatibility characters and capitals folded."""
    return text if _FOLDED.fullmatch(text) else unicodedata.normalize("NFKC", text).lower()


def squeezed(text: str) -> str:
    """Only the letters, digits and Chinese characters of a text, folded."""
    return "".join(RUNS.findall(folded(text)))


def is_han(text: str) -> bool:
    """Whether a term is Chinese."""
    return "\u3400" <= text[:1] <= "\u9fff"


class Ignored:
    """Words that say nothing in a question; `strip` takes them out, longest first, as the engine does."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(sorted({squeezed(word) for word in words}, key=lambda word: (-len(word), word)))

    def strip(self, text: str) -> str:
        """A squeezed text without these words; unchanged when nothing would be left."""
        left = text
        for word in self.words:
            left = left.replace(word, " ")
        return "".join(left.split()) or text


@lru_cache(1)
def _dictionary(own_words: tuple[str, ...]) -> "Jieba":
    """The dictionary with the base's own words; a preview builds it again only when these change."""
    from rjieba import Jieba  # loads its dictionary at once: not before it is needed

    jieba = Jieba()
    for word in own_words:
        jieba.add_word(word, _FREQUENCY, "n")
    return jieba


class Analyzer:
    """Cuts texts with a dictionary that knows the base's own words."""

    def __init__(self, own_words: Iterable[str]) -> None:
        self.own_words = tuple(sorted({word for text in own_words if 1 < len(word := squeezed(text)) <= 8}))
        # Before any process is forked: they all share one dictionary.
        self._jieba = _dictionary(self.own_words)

    def words(self, text: str) -> list[str]:
        """The dictionary words of a text, and its words in other letters."""
        return self.cut(text)[0]

    def cut(self, text: str) -> tuple[list[str], list[str]]:
        """The words of a text, and the pairs of neighbouring characters that stand in no dictionary word."""
        text = folded(text)
        words: list[str] = _LATIN.findall(text)
        pairs: list[str] = []
        before = ""
        # One call for all runs: the dictionary cuts each line by itself.
        for word in self._jieba.cut_for_search("\n".join(_HAN.findall(text))):
            if len(word) > 1:
                words.append(word)
                before = ""
            elif word in _SEPARATORS:
                before = ""
            else:
                if before:
                    pairs.append(before + word)
                before = word
        return words, pairs

    def pairs(self, text: str) -> list[str]:
        """Every pair of neighbouring Chinese characters."""
        return [run[i : i + 2] for run in _HAN.findall(folded(text)) for i in range(len(run) - 1)]
