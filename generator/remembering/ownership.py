"""Which folders we may change: those with a manifest that we wrote, and in them only the files that the manifest lists."""

import os
import re
import stat
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from generator.remembering.folders import entries
from generator.remembering.place import written

LIST = ".kb-site"
"""The manifest's file name. The file has a fixed first line, then one path per line."""
_HALF = re.compile(rf"{re.escape(LIST)}\.\d+")
"""The name of a manifest that a killed build left half written."""
_FIRST = "kb-site 1"
_LARGEST = 64_000_000
_READABLE = 0o666
_NO_PART = frozenset({"", ".", "..", LIST})
_NO_CHARACTER = re.compile(r"[\\:\x00-\x1f\x7f\ud800-\udfff]")
LEFTOVERS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that file managers create when someone opens a folder; they are ignored."""


class NotOurs(Exception):
    """A folder contains a file that is not in its manifest; carries the path."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def claim(folder: Path, paths: Collection[str]) -> None:
    """Writes the manifest of a folder."""
    written(folder / LIST, "\n".join([_FIRST, *sorted(paths), ""]).encode("utf-8"), _READABLE)


def claimed(folder: Path) -> frozenset[str]:
    """The paths in a folder's manifest; empty if it has none."""
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
    """Whether a relative path stays inside its folder on every operating system, and is not the manifest itself."""
    return _NO_PART.isdisjoint(path.split("/")) and not _NO_CHARACTER.search(path)


def refuse_foreign(folder: Path) -> None:
    """Raises `NotOurs` if the path exists but is not a folder, or contains a link or a file that is not in the
    manifest.
    """
    if not os.path.lexists(folder):
        return
    if folder.is_symlink() or not folder.is_dir():
        raise NotOurs(folder)
    known = claimed(folder) | {LIST}
    for path, entry in entries(folder):
        expected = path in known or entry.name in LEFTOVERS or _HALF.fullmatch(path)
        if not (entry.is_dir(follow_symlinks=False) or (entry.is_file(follow_symlinks=False) and expected)):
            raise NotOurs(Path(entry.path))


def clear(folder: Path, unwanted: Collection[str]) -> None:
    """Removes files of the manifest, and manifests that are half written; then folders that are empty now."""
    halves = {path.name for path in folder.glob(f"{LIST}.*") if _HALF.fullmatch(path.name)}
    for path in halves.union(unwanted):
        with suppress(FileNotFoundError, NotADirectoryError):
            (folder / path).unlink()
    for path in _empty(folder) if unwanted else ():
        with suppress(OSError):  # something is in it
            (folder / path).rmdir()


def _empty(folder: Path) -> list[str]:
    """The folders below a folder that hold no file, not even further below; a folder comes after those in it."""
    folders: set[str] = set()
    full: set[str] = set()
    for path, entry in entries(folder):
        if entry.is_dir(follow_symlinks=False):
            folders.add(path)
        else:
            while (path := path.rpartition("/")[0]) and path not in full:
                full.add(path)
    return sorted(folders - full, reverse=True)


def remove(folder: Path) -> None:
    """Removes a folder with a manifest, unless it contains other files."""
    clear(folder, claimed(folder))
    with suppress(OSError):
        (folder / LIST).unlink()
        folder.rmdir()
