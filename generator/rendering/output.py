"""Output files besides pages: finished files, and files that can be built."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.remembering.values import remembered
from generator.rendering.page import PlannedPage


@remembered
@dataclass(frozen=True)
class Output:
    """A file to write: its path inside the site (with `/`) and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True)
class PlannedFiles:
    """Files that are made together: the paths they may have (a folder ends in `/`), and how they are made.

    Whoever makes them is told all pages of the site, of which a list of pages is made.
    """

    places: tuple[str, ...]
    make: Callable[[Sequence[PlannedPage]], Iterable[Output]]

    def cover(self, path: str) -> bool:
        """Whether a file of that path may be one of these."""
        return any(path == place or (place.endswith("/") and path.startswith(place)) for place in self.places)
