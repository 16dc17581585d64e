"""Bytes that wait in a temporary file, since those of ten thousand pages would fill the memory."""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from tempfile import TemporaryFile
from typing import IO


class Spool:
    """A temporary file that grows at its end; where there is no room for one, bytes stay in memory."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._end = 0
        with suppress(OSError):
            self._file = TemporaryFile()  # noqa: SIM115 closed when nothing can ask for its bytes any more

    def put(self, data: bytes) -> Callable[[], bytes]:
        """Puts bytes into the file, and returns a function that reads them, in processes forked later, too."""
        with suppress(OSError):
            if self._file and os.pwrite(self._file.fileno(), data, self._end) == len(data):
                self._end += len(data)
                return partial(self._read, self._end - len(data), len(data))
        return partial(bytes, data)

    def _read(self, place: int, size: int) -> bytes:
        assert self._file
        return os.pread(self._file.fileno(), size, place)

    def __del__(self) -> None:
        if self._file:
            self._file.close()
