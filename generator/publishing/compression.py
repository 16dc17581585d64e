"""Precompressed copies of text files (brotli and gzip), which servers send as they are."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from generator.publishing.shelf import OutputFile
from generator.remembering.memo import digest

TEXT = (".atom", ".css", ".html", ".ics", ".js", ".json", ".md", ".svg", ".txt", ".webmanifest", ".xml")
"""Suffixes of files that are compressed."""
QUALITY = 9
"""Quality of brotli: 11 takes ten times as long to save another 3 %."""
NEAR, FAR = 16, 22
"""Limits of brotli's window, as powers of two: a window larger than the text takes ten times as long and saves nothing."""


class BrotliMissing(Exception):
    """The `brotli` library is not installed."""


def compressed(files: Iterable[OutputFile]) -> Iterator[OutputFile]:
    """The `.br` and `.gz` copies of all text files among `files`. Raises `BrotliMissing`."""
    ways = {".br": _brotli(), ".gz": _gzip}
    for file in files:
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
    return lambda content: brotli.compress(content, quality=QUALITY, lgwin=NEAR if len(content) <= 1 << NEAR else FAR)


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)
