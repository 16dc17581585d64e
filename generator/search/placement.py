"""In which block of the index a Chinese key lies: that of its rarest character.

So a question asks for the blocks of its characters, and what stands in them is about it: a word of 催 and 收 does not lie
with all the others that begin with 催. Characters that are often asked with lie together.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.search.analysis import is_han
from generator.search.clusters import clusters

SELDOM = 6
"""The rarity of a character that hardly any way of asking has; such characters lie in blocks by their code."""
_BITS = 9
"""Steps of rarity are doublings, so that one more question moves few characters: 2 to this power times is not rare at all."""


@dataclass(frozen=True)
class Placement:
    """The characters of each block, and for those that are in none of them so many blocks more."""

    groups: Sequence[str]
    rarities: Mapping[str, int]
    more: int

    @property
    def blocks(self) -> int:
        """How many blocks there are."""
        return len(self.groups) + self.more

    def block(self, key: str) -> int | None:
        """The number of the block of a key; nothing, when no character of it is Chinese."""
        home = self._home(key)
        return self._numbers.get(home, len(self.groups) + ord(home) % (self.more or 1)) if home else None

    def _home(self, key: str) -> str:
        return max(filter(is_han, key), key=lambda one: (self.rarities[one], one), default="")

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {one: number for number, group in enumerate(self.groups) for one in group}


def placement(lines: Mapping[str, int], asked: Sequence[str], most: int) -> Placement:
    """Where the keys lie, given with the bytes of each; `asked` is what readers are expected to type,
    folded.

    A block has `most` bytes at most, or a single character.
    """
    characters = set(filter(is_han, "".join(lines)))
    rarities = _rarities(asked, characters)
    alone = Placement((), rarities, 1)
    sizes: Counter[str] = Counter()
    for key, size in lines.items():
        sizes[alone._home(key)] += size
    del sizes[""]
    known = {one: size for one, size in sizes.items() if rarities[one] < SELDOM}
    return Placement(clusters(asked, known, most), rarities, -(-(sizes.total() - sum(known.values())) // most))


def _rarities(asked: Iterable[str], characters: Iterable[str]) -> dict[str, int]:
    times = Counter(character for text in asked for character in set(text))
    return {one: min(SELDOM, max(0, _BITS - (times[one] + 1).bit_length())) for one in characters}
