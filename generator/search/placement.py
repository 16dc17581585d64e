"""Assigns each Chinese key to a block of the index: that of its rarest character.

A question loads the blocks of its characters. With the rarest character instead of the first, a block contains mostly
relevant keys: 催收 is not among all the words that begin with 催. Characters that often occur together share a block.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from generator.search.analysis import is_han
from generator.search.clusters import Together, clusters

SELDOM = 6
"""The rarity from which characters count as rare; these are assigned to blocks by their code."""
_BITS = 9
"""Rarity is counted in doublings, so that one more question moves few characters; 2 to this power occurrences is rarity 0."""


@dataclass(frozen=True)
class Placement:
    """The characters of each block, the rarity of characters, and the number of additional blocks for all other
    characters.
    """

    groups: Sequence[str]
    rarities: Mapping[str, int]
    """The rarity of each Chinese character that keys have."""
    more: int
    homes: Mapping[str, str]
    """The rarest Chinese character of each key."""

    @property
    def blocks(self) -> int:
        """How many blocks there are."""
        return len(self.groups) + self.more

    def block(self, key: str) -> int | None:
        """The number of the block of a key; None if it has no Chinese character."""
        home = self.homes[key]
        return self._numbers.get(home, len(self.groups) + ord(home) % (self.more or 1)) if home else None

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {one: number for number, group in enumerate(self.groups) for one in group}


def _rarity(times: int) -> int:
    return min(SELDOM, max(0, _BITS - (times + 1).bit_length()))


def together(asked: Iterable[str]) -> Together:
    """How often characters occur together in the folded texts that readers are expected to type."""
    return Together.of(asked, next(times for times in count() if _rarity(times) < SELDOM))


def placement(lines: Mapping[str, int], asked: Together, most: int) -> Placement:
    """The placement for keys, given with their bytes; `asked` counts the characters that readers are expected to type.

    A block has at most `most` bytes, or a single character.
    """
    rarities = {one: _rarity(asked.times.get(one, 0)) for one in filter(is_han, set("".join(lines)))}
    homes = {key: _home(rarities, key) for key in lines}
    sizes: Counter[str] = Counter()
    for key, size in lines.items():
        sizes[homes[key]] += size
    del sizes[""]
    known = {one: size for one, size in sizes.items() if rarities[one] < SELDOM}
    return Placement(clusters(asked, known, most), rarities, -(-(sizes.total() - sum(known.values())) // most), homes)


def _home(rarities: Mapping[str, int], key: str) -> str:
    """The rarest Chinese character of a key; empty if it has none."""
    return max([(rarities[one], one) for one in key if one in rarities], default=(0, ""))[1]
