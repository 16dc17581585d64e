"""Turns texts into index terms: normalises them, segments them into words, and into shingles (single characters and
bigrams).
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from operator import add
from typing import TYPE_CHECKING

from generator.linking.segmenting import segmenter

if TYPE_CHECKING:
    from rjieba import Jieba

HAN = "\u3007\u3400-\u9fff"
"""Chinese characters, as in the brackets of a regular expression; 〇 is one of them."""
_LATIN = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?")
_HAN = re.compile(f"[{HAN}]+")
_GROUPED = re.compile(r"(?<=[0-9])[,，](?=[0-9]{3}(?![0-9]))")
"""Pattern of thousands separators."""
RUNS = re.compile(f"{_LATIN.pattern}|{_HAN.pattern}")
_FOLDED = re.compile("[\n -@\\[-~\u4e00-\u9fff，。、；：？！（）“”‘’《》—·†]*")
"""Pattern of texts without capitals, accents and full-width letters, for which folding has a shortcut."""
FUNCTION = frozenset(
    "的了是在不也就都和与或把被给让从到对为以等着过很更最又再还要会能可有没这那其之将及并而且但若则只各每向由于"
)
"""Characters that join words; alone, none of them is one."""
_FREQUENCY = 100_000
"""Frequency of the base's own words, high enough to win over those of the dictionary."""


_ALSO = {"著": "着", "妳": "你", "裡": "里", "裏": "里", "瞓": "睡"}
"""Characters that the conversion table leaves unchanged because simplified texts use them, too."""


@cache
def simplified() -> dict[int, str]:
    """The simplified form of each traditional character that has one, by its code."""
    from opencc import OpenCC

    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    forms = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip((*characters, *_ALSO), (*forms, *_ALSO.values()), strict=True)
    return {ord(other): simple for other, simple in pairs if simple != other}


@cache
def traditional() -> re.Pattern[str]:
    """Pattern of the characters that have a simplified form."""
    return re.compile(f"[{''.join(map(chr, simplified()))}]")


def folded(text: str) -> str:
    """A text normalised for comparison, as the engine in the browser does it: compatibility characters, capitals and
    accents
    folded, traditional characters simplified, 20,000 as 20000.
    """
    if not _FOLDED.fullmatch(text):
        apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).lower()).replace("u\u0308", "v")
        text = unicodedata.normalize("NFC", re.sub("[\u0300-\u036f]", "", apart))
    if traditional().search(text):
        text = text.translate(simplified())
    return _GROUPED.sub("", text)


def squeezed(text: str) -> str:
    """The letters, digits and Chinese characters of a folded text."""
    return "".join(RUNS.findall(folded(text)))


def shingles(text: str) -> list[str]:
    """The single characters and bigrams of a text's Chinese parts, and its words in other scripts."""
    found = []
    for run in RUNS.findall(folded(text)):
        if is_han(run):
            found += [*run, *map(add, run, run[1:])]
        else:
            found.append(run)
    return found


def is_han(text: str) -> bool:
    """Whether a term is Chinese."""
    return text[:1] == "〇" or "\u3400" <= text[:1] <= "\u9fff"


class Ignored:
    """Words without information, which are removed from questions."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(sorted({squeezed(word) for word in words}, key=lambda word: (-len(word), word)))

    def strip(self, text: str) -> str:
        """A squeezed text without these words, longest first as in the engine; unchanged if nothing would be left."""
        left = text
        for word in self.words:
            left = left.replace(word, " ")
        return "".join(left.split()) or text


@lru_cache(1)
def _dictionary(own_words: tuple[str, ...]) -> "Jieba":
    """The segmenter with the base's own words, cached by these."""
    jieba = segmenter()
    for word in own_words:
        jieba.add_word(word, _FREQUENCY, "n")
    return jieba


class Analyzer:
    """Segments texts with a dictionary that includes the base's own words."""

    def __init__(self, own_words: Iterable[str]) -> None:
        self.own_words = tuple(sorted({word for text in own_words if 1 < len(word := squeezed(text)) <= 8}))

    @cached_property
    def _jieba(self) -> "Jieba":
        return _dictionary(self.own_words)

    def words(self, text: str) -> list[str]:
        """The dictionary words of a text, and its words in other scripts."""
        text = folded(text)
        # One call for all parts, each on a line, since the segmenter treats lines separately.
        cut = self._jieba.cut_for_search("\n".join(_HAN.findall(text)))
        return [*_LATIN.findall(text), *[word for word in cut if len(word) > 1]]
