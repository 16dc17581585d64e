"""Bytes that wait in a temporary file, since those of ten thousand pages would fill the memory."""

import os
from collections.abc import Callable
from contextlib import suppress
from errno import ENOSPC
from functools import partial
from typing import IO


def temporary() -> IO[bytes] | None:
    """A temporary file, which is gone when it is closed; None where there is no room or no folder for one."""
    from tempfile import TemporaryFile  # late: most runs need none

    with suppress(OSError):
        return TemporaryFile()
    return None


class Spool:
    """A temporary file that grows at its end; where there is no room for one, bytes stay in memory.

    It takes half of the room there is: a full disk would stop whoever else needs a temporary file.
    """

    def __init__(self) -> None:
        self._file = temporary() if hasattr(os, "pwrite") else None  # Windows has no such function
        self._end, self._room = 0, _free(self._file) // 2 if self._file else 0

    def put(self, data: bytes) -> Callable[[], bytes]:
        """Puts bytes into the file, and returns a function that reads them, in processes forked later, too."""
        with suppress(OSError):
            return partial(self.read, self.write(data), len(data))
        return partial(bytes, data)

    def write(self, data: bytes) -> int:
        """Puts bytes into the file, and returns their place; raises `OSError` if there is no room."""
        if not self._file or self._end + len(data) > self._room:
            raise OSError(ENOSPC, "no room")
        if os.pwrite(self._file.fileno(), data, self._end) < len(data):
            raise OSError(ENOSPC, "the disk is full")
        self._end += len(data)
        return self._end - len(data)

    def read(self, place: int, size: int) -> bytes:
        """So many bytes at a place, in processes forked later, too."""
        assert self._file
        return os.pread(self._file.fileno(), size, place)

    def __del__(self) -> None:
        if self._file:
            self._file.close()


def _free(file: IO[bytes]) -> int:
    """The bytes that can still be written to the file system of a file."""
    found = os.fstatvfs(file.fileno())
    return found.f_bavail * found.f_frsize
