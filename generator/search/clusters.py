"""Groups characters that share a block of the index: those that often occur together in questions."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain, combinations
from typing import NamedTuple

from generator.remembering.values import remembered


@remembered
class Together(NamedTuple):
    """In how many texts each character occurs, and for each frequent one in how many it occurs with each other one."""

    times: dict[str, int]
    near: dict[str, dict[str, int]]

    @classmethod
    def of(cls, texts: Iterable[str], least: int) -> "Together":
        """The counts for these texts; frequent are characters that occur in at least so many of them."""
        sets = ["".join(sorted(set(text))) for text in texts]  # as texts, since sets take much memory
        times = Counter(chain.from_iterable(sets))
        frequent = {one for one, count in times.items() if count >= least}
        pairs = Counter(chain.from_iterable(combinations(filter(frequent.__contains__, found), 2) for found in sets))
        near: dict[str, dict[str, int]] = {}
        for (one, other), count in pairs.items():
            near.setdefault(one, {})[other] = count
            near.setdefault(other, {})[one] = count
        return cls(dict(times), near)


def clusters(together: Together, sizes: Mapping[str, int], most: int) -> list[str]:
    """Groups of characters that occur together in questions, most frequent first.

    `sizes` are the bytes for each character; a group has at most `most` bytes, or a single character.
    """
    left = sorted(sizes, key=lambda character: (-together.times.get(character, 0), character))
    groups = []
    while left:
        group = _grown(left, together.near, sizes, most)
        left = [character for character in left if character not in group]
        groups.append("".join(sorted(group)))
    return groups


def _grown(left: list[str], near: Mapping[str, Mapping[str, int]], sizes: Mapping[str, int], most: int) -> set[str]:
    """The group of the first character: added are characters that occur with it most often in relation to their bytes."""
    group, room = {left[0]}, most - sizes[left[0]]
    worth = Counter(near.get(left[0], {}))
    while True:
        fitting = [other for other in left if other not in group and sizes[other] <= room and worth[other]]
        if not fitting:
            return group
        best = max(fitting, key=lambda other: (worth[other] / (sizes[other] + 200), other))
        group.add(best)
        room -= sizes[best]
        worth.update(near.get(best, {}))
