"""Writes changed content files, all of them or none, so that nothing is lost on a full disk."""

import errno
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def save(root: Path, written: Mapping[str, bytes], removed: str | None = None) -> None:
    """Writes files (bytes by path relative to the root), then removes one if `removed` names it.

    Raises `OSError` before anything is changed if a file cannot be written or a folder on its path is a link.
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
    """Writes a new file with the permissions of the one that it is going to replace."""
    with beside.open("xb") as made:
        made.write(content)
    if file.exists():
        beside.chmod(file.stat().st_mode & 0o777)
