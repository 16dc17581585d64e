"""Groups characters that share a block of the index: those that often occur together in questions."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations


def clusters(asked: Iterable[str], sizes: Mapping[str, int], most: int) -> list[str]:
    """Groups of characters that occur together in the questions `asked`, most frequent first.

    `sizes` are the bytes for each character; a group has at most `most` bytes, or a single character.
    """
    times: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for text in asked:
        found = sorted(sizes.keys() & set(text))
        times.update(found)
        together.update(combinations(found, 2))
    left = sorted(sizes, key=lambda character: (-times[character], character))
    near = _neighbours(together)
    groups = []
    while left:
        group = _grown(left, near, sizes, most)
        left = [character for character in left if character not in group]
        groups.append("".join(sorted(group)))
    return groups


def _neighbours(together: Mapping[tuple[str, str], int]) -> dict[str, Counter[str]]:
    near: dict[str, Counter[str]] = {}
    for (one, other), times in together.items():
        near.setdefault(one, Counter())[other] = times
        near.setdefault(other, Counter())[one] = times
    return near


def _grown(left: list[str], near: Mapping[str, Counter[str]], sizes: Mapping[str, int], most: int) -> set[str]:
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
