"""Publishing to a folder: another disk, a mounted share, or what a web server reads."""

import os
from collections.abc import Iterator
from contextlib import suppress
from glob import escape
from pathlib import Path

from generator.remembering.ownership import LEFTOVERS
from generator.remembering.place import ordinary, written

_READABLE = 0o644


class LinkInTheWay(Exception):
    """A part of a path is a link, which is never followed; carries the path."""


class Folder:
    """A destination that is a folder. Its methods raise `LinkInTheWay` for paths with a symbolic link."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None if there is none."""
        try:
            return ordinary(self._file(path))
        except (FileNotFoundError, NotADirectoryError):
            return None

    def write(self, path: str, content: bytes) -> None:
        """Writes or replaces a file atomically."""
        file = self._file(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        for left in file.parent.glob(f"{escape(file.name)}.*"):  # left by an interrupted run
            if left.suffix[1:].isdigit():
                left.unlink()
        written(file, content, _READABLE)

    def copy(self, path: str, to: str) -> None:
        """Copies a file; does nothing if it does not exist."""
        content = self.read(path)
        if content is not None:
            self.write(to, content)

    def delete(self, path: str) -> None:
        """Deletes a file, and folders that are empty afterwards."""
        file = self._file(path)
        with suppress(FileNotFoundError, NotADirectoryError):
            file.unlink()
        for folder in file.parents:
            if folder == self._folder:
                return
            try:
                folder.rmdir()
            except OSError:
                return

    def paths(self, folder: str = "") -> Iterator[str]:
        """The paths of all files and links, except files that file managers create."""
        for where, _, names in os.walk(self._folder / folder):
            for name in names:
                if name not in LEFTOVERS:
                    yield (Path(where) / name).relative_to(self._folder).as_posix()

    def _file(self, path: str) -> Path:
        file = self._folder / path
        for part in (file, *file.parents):
            if part == self._folder:
                return file
            if part.is_symlink():
                raise LinkInTheWay(part)
        return file
