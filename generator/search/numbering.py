"""Numbers for the pages of the index that remain stable when pages are added or removed.

The number depends on the address of the page, so that a new page changes only the index lines of its own terms.
"""

from collections.abc import Iterable
from itertools import groupby
from zlib import crc32

SPARE = 8
"""Numbers reserved after a section, for pages whose place at its end is taken."""


def numbers(pages: Iterable[tuple[str, str]]) -> dict[str, int]:
    """The number of each page by its address, in order; `pages` are pairs of address and section.

    The pages of a section have adjacent numbers. A section gets a third to two thirds more numbers than it has pages;
    others
    are renumbered only when it outgrows them, or where two pages want the same number.
    """
    found: dict[str, int] = {}
    start = 0
    for _, some in groupby(pages, key=lambda page: page[1]):
        addresses = sorted((address for address, _ in some), key=_hash)
        room, last = _room(len(addresses)), start - 1
        for address in addresses:
            last = max(last + 1, start + (_hash(address) * room >> 32))
            found[address] = last
        start = max(start + room + SPARE, last + 1)
    return found


def _hash(address: str) -> int:
    return crc32(address.encode())


def _room(pages: int) -> int:
    """A third more places than pages, rounded up to one of four sizes between a power of two and the next."""
    wanted = pages * 4 // 3
    step = 1 << max(0, wanted.bit_length() - 3)
    return max(1, -(-wanted // step) * step)
