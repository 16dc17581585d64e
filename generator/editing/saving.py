"""Puts changed files of content in place, all of them or none: what an editor wrote is never lost to a full disk."""

import errno
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def save(root: Path, written: Mapping[str, bytes], removed: str | None = None) -> None:
    """Writes files by path from the root, then removes one.

    Raises `OSError` before any of them is changed when one cannot be written, or when a folder on the way is a link.
    """
    beside: dict[Path, Path] = {}
    try:
        for path, content in written.items():
            file = root / path
            _refuse_links(root, file)
            file.parent.mkdir(parents=True, exist_ok=True)
            beside[file] = file.with_name(f".{file.name}.{os.getpid()}.tmp")  # a hidden name, which is no content
            _write(beside[file], file, content)
        for file, whole in beside.items():
            whole.replace(file)
    except OSError:
        for whole in beside.values():
            with suppress(OSError):
                whole.unlink()
        raise
    if removed is not None:
        (root / removed).unlink()


def _refuse_links(root: Path, file: Path) -> None:
    for folder in file.parents:
        if folder == root:
            return
        if folder.is_symlink():
            raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def _write(beside: Path, file: Path, content: bytes) -> None:
    """The bytes in a new file, with the rights of the one that it is going to replace."""
    with beside.open("xb") as made:
        made.write(content)
    if file.exists():
        beside.chmod(file.stat().st_mode & 0o777)
