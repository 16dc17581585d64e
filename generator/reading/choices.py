"""Lines with alternatives that stand for several texts: （甲/乙） is one or the other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import prod

_VARIANTS = 20
"""Maximum number of variants of a line, unless more are needed for all alternatives."""
_CHOICE = re.compile(r"（([^（）]*)）|[^（）]+")


def variants(line: str) -> list[str]:
    """The texts that a line stands for: 我（真的/好）想死 is two. Of very many, a few that contain every alternative."""
    parts = _parts(line)
    return _joined(product(*parts) if prod(map(len, parts)) <= _VARIANTS else _covering(parts))


def all_variants(line: str) -> list[str]:
    """All texts that a line stands for, however many: for words that are looked for, not learnt from."""
    return _joined(product(*_parts(line)))


def _parts(line: str) -> list[list[str]]:
    return [found[1].split("/") if found[1] is not None else [found[0]] for found in _CHOICE.finditer(line)]


def _joined(texts: Iterable[Sequence[str]]) -> list[str]:
    return list(dict.fromkeys("".join(chosen).strip() for chosen in texts))


def _covering(parts: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Combinations of one alternative from each part, in which every alternative occurs at least once."""
    for turn in range(max(_VARIANTS, *map(len, parts))):
        yield tuple(some[(turn + place * (1 + turn // len(some))) % len(some)] for place, some in enumerate(parts))
