"""Precompressed copies of text files (brotli and gzip), which servers send as they are."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from generator.publishing.shelf import OutputFile, shared
from generator.remembering.memo import digest

TEXT = (".atom", ".css", ".html", ".ics", ".js", ".json", ".md", ".svg", ".txt", ".webmanifest", ".xml")
"""Suffixes of files that are compressed."""
NEAR, FAR = (9, 16), (8, 22)
"""Quality and window (as a power of two) of brotli for texts that fit into 64 kB, and for longer ones.

Quality 11 takes ten times as long as 9 to save another 3 %. So does 9 with a window of more than 64 kB, which saves a text
that fits into that nothing, and a longer one a thousandth more than 8.
"""


class BrotliMissing(Exception):
    """The `brotli` library is not installed."""


def compressed(files: Iterable[OutputFile]) -> Iterator[OutputFile]:
    """Some files, each text followed by its `.br` and `.gz` copies. Raises `BrotliMissing`."""
    ways = {".br": _brotli(), ".gz": _gzip}
    for file in map(shared, files):
        yield file
        if file.path.endswith(TEXT):
            for ending, press in ways.items():
                inputs = partial(_inputs, file.inputs, ending)
                yield OutputFile(file.path + ending, inputs, partial(_pressed, press, file.content))


def _inputs(inputs: Callable[[], bytes], ending: str) -> bytes:
    return digest(inputs(), ending)


def _pressed(press: Callable[[bytes], bytes], content: Callable[[], bytes]) -> bytes:
    return press(content())


def _brotli() -> Callable[[bytes], bytes]:
    try:
        import brotli
    except ImportError:
        raise BrotliMissing from None

    def press(content: bytes) -> bytes:
        quality, window = NEAR if len(content) <= 1 << NEAR[1] else FAR
        packed: bytes = brotli.compress(content, quality=quality, lgwin=window)
        return packed

    return press


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)
