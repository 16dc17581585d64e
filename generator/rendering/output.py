"""Output files besides pages: finished files, and files that are planned."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from generator.remembering.values import Later, remembered
from generator.rendering.page import PlannedPage


@remembered
@dataclass(frozen=True)
class Output:
    """A finished file: its path inside the site (with `/`) and its bytes."""

    path: str
    content: bytes


@remembered
@dataclass(frozen=True)
class LateOutput:
    """A finished file whose bytes are read when they are asked for: its path, and a hash of the bytes."""

    path: str
    digest: bytes
    later: Later[bytes] = field(compare=False)

    @classmethod
    def of(cls, path: str, content: bytes) -> "LateOutput":
        """The file with these bytes."""
        return cls(path, blake2b(content, digest_size=32).digest(), Later.of(content))

    @property
    def content(self) -> bytes:
        """The bytes."""
        return self.later.again()

    def moved(self, put: Callable[[bytes], Callable[[], bytes]]) -> "LateOutput":
        """The same file after its bytes have been put elsewhere, if they are in memory."""
        return LateOutput(self.path, self.digest, self.later.moved(put))


def as_late(output: Output | LateOutput) -> LateOutput:
    """The same file, whose bytes can be put elsewhere."""
    return LateOutput.of(output.path, output.content) if isinstance(output, Output) else output


@dataclass(frozen=True)
class PlannedFiles:
    """Files that are built together: the paths or folders (with `/` at the end) they may have, and a function that
    builds them.

    The function gets all planned pages of the site, which the sitemap needs.
    """

    places: tuple[str, ...]
    make: Callable[[Sequence[PlannedPage]], Iterable[Output | LateOutput]]
    aside: bool = False
    """Whether another process builds them, for it takes time and memory."""
    ahead: Callable[[], object] = tuple
    """Computes what they are built from, or has all processes compute it, before the other process is started in a build
    that is no edit: after that, memory that one of the two looks at is copied."""

    def cover(self, path: str) -> bool:
        """Whether a path may be one of these files."""
        return any(path == place or (place.endswith("/") and path.startswith(place)) for place in self.places)
