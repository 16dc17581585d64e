"""Output files besides pages: finished files, and files that are planned."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.remembering.values import remembered
from generator.rendering.page import PlannedPage


@remembered
@dataclass(frozen=True)
class Output:
    """A finished file: its path inside the site (with `/`) and its bytes."""

    path: str
    content: bytes


class SpooledOutput(NamedTuple):
    """A finished file whose bytes are read when they are asked for."""

    path: str
    read: Callable[[], bytes]

    @property
    def content(self) -> bytes:
        """The bytes."""
        return self.read()


@dataclass(frozen=True)
class PlannedFiles:
    """Files that are built together: the paths or folders (with `/` at the end) they may have, and a function that
    builds them.

    The function gets all planned pages of the site, which the sitemap needs.
    """

    places: tuple[str, ...]
    make: Callable[[Sequence[PlannedPage]], Iterable[Output]]
    aside: bool = False
    """Whether another process builds them, for it takes time and memory."""

    def cover(self, path: str) -> bool:
        """Whether a path may be one of these files."""
        return any(path == place or (place.endswith("/") and path.startswith(place)) for place in self.places)
