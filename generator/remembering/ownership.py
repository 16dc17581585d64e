"""Which folders are ours to change: those with a list, which only we write, of what we put in; and nothing else in them."""

import os
import re
import stat
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from generator.remembering.folders import entries
from generator.remembering.place import written

LIST = ".kb-site"
"""The file with the list: a first line of its own, then one path a line."""
_HALF = re.compile(rf"{re.escape(LIST)}\.\d+")
"""A list whose writing was cut short by a kill."""
_FIRST = "kb-site 1"
_LARGEST = 64_000_000
_READABLE = 0o666
_NO_PART = frozenset({"", ".", "..", LIST})
_NO_CHARACTER = re.compile(r"[\\:\x00-\x1f]")
LEFTOVERS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers put into any folder that was looked at; it is left alone and bothers nobody."""


class NotOurs(Exception):
    """Something is in the way that we did not put there; carries its path."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def claim(folder: Path, paths: Collection[str]) -> None:
    """Write into a folder the list of what we put in."""
    written(folder / LIST, "\n".join([_FIRST, *sorted(paths), ""]).encode("utf-8"), _READABLE)


def claimed(folder: Path) -> frozenset[str]:
    """What a folder's list names; nothing when there is no such list."""
    path = folder / LIST
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
            return frozenset()
        first, *paths = path.read_text("utf-8").split("\n")
    except (OSError, ValueError):
        return frozenset()
    return frozenset(filter(inside, paths)) if first == _FIRST else frozenset()


def inside(path: str) -> bool:
    """Whether a path stays in the folder it is joined to, on any system, and is not the list itself."""
    return _NO_PART.isdisjoint(path.split("/")) and not _NO_CHARACTER.search(path)


def refuse_foreign(folder: Path) -> None:
    """Raise `NotOurs` when the folder is there and is no folder, or holds a file that is not on its list, or any link."""
    if not os.path.lexists(folder):
        return
    if folder.is_symlink() or not folder.is_dir():
        raise NotOurs(folder)
    known = claimed(folder) | {LIST}
    for path, entry in entries(folder):
        expected = path in known or entry.name in LEFTOVERS or _HALF.fullmatch(path)
        if not (entry.is_dir(follow_symlinks=False) or (entry.is_file(follow_symlinks=False) and expected)):
            raise NotOurs(Path(entry.path))


def clear(folder: Path, wanted: Collection[str] = ()) -> None:
    """Remove from a folder of ours all that its list names and nobody wants, and the folders that are empty then."""
    halves = {path.name for path in folder.glob(f"{LIST}.*") if _HALF.fullmatch(path.name)}
    for path in claimed(folder).difference(wanted) | halves:
        with suppress(FileNotFoundError, NotADirectoryError):
            (folder / path).unlink()
    folders = sorted((path for path, entry in entries(folder) if entry.is_dir(follow_symlinks=False)), reverse=True)
    for path in folders:
        with suppress(OSError):  # something is in it
            (folder / path).rmdir()


def remove(folder: Path) -> None:
    """Remove a folder of ours; it stays when something else is in it."""
    clear(folder)
    with suppress(OSError):
        (folder / LIST).unlink()
        folder.rmdir()
