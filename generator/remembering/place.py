"""The cache folder: private to the user, one for each root, never inside a checkout.

A checkout may hold what a stranger put there, so nothing is ever read back from one.
"""

import errno
import os
import stat
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

SETTING = "KB_CACHE"
"""The environment variable that names another folder than the user's own cache."""
_PRIVATE = 0o700
_NO_SURPRISE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_USER = os.geteuid() if hasattr(os, "geteuid") else 0


class PlaceRefused(Exception):
    """The folder in `KB_CACHE` must not be used; carries the folder."""


class NotOrdinary(OSError):
    """A path that should be read is not a regular file."""


def folder_of(root: Path) -> Path | None:
    """The cache folder of a root; None if none can be created.

    Raises `PlaceRefused` if `KB_CACHE` names a folder that is a link, belongs to another user, or is inside the root.
    """
    root = root.resolve()
    asked = os.environ.get(SETTING)
    base = Path(asked).absolute() if asked else _usual()
    name = f"{root.name}-{blake2b(os.fsencode(root), digest_size=8).hexdigest()}"
    apart = not base.resolve().is_relative_to(root)
    folder = _private(base / name) if apart and _private(base) else None
    if asked and folder is None:
        raise PlaceRefused(base)
    return folder


def written(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Writes a file atomically. Anything at the path is replaced; a symbolic link is not followed."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with suppress(FileNotFoundError):
            beside.unlink()
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise


def ordinary(path: Path | str, most: int = -1) -> bytes:
    """The bytes of a regular file, at most `most` of them (-1: all).

    Raises `NotOrdinary` for a link, a folder, a device or a pipe, without following it or waiting for it.
    """
    try:
        opened = os.open(path, _NO_SURPRISE)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):  # a link, a socket
            raise NotOrdinary(error.errno, os.strerror(error.errno), str(path)) from None
        raise
    try:
        found = os.fstat(opened)
        if not stat.S_ISREG(found.st_mode):
            raise NotOrdinary(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        whole = _read(opened, found.st_size, most)
    finally:
        os.close(opened)
    return whole if most < 0 else whole[:most]


def _read(opened: int, size: int, most: int) -> bytes:
    """The bytes of an open file of a size; if it is growing, hardly more than `most`.

    With Python's own file objects, which may ask for a megabyte, reading a small file takes four times as long.
    """
    whole = part = os.read(opened, size + 1)
    while part and len(whole) != size and (most < 0 or len(whole) < most):
        part = os.read(opened, size + 1)
        whole += part
    return whole


def ours(path: Path, kind: int) -> bool:
    """Whether a path is of a kind (`stat.S_IFREG` …), not a link, and owned by this user."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_IFMT(found.st_mode) == kind and found.st_uid == _USER


def _usual() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("fenfu-kb")


def _private(folder: Path) -> Path | None:
    """The folder, created if missing, with access for its owner only; None if it is not owned by this user."""
    try:
        folder.mkdir(_PRIVATE, parents=True, exist_ok=True)
        if not ours(folder, stat.S_IFDIR):
            return None
        if folder.stat().st_mode & 0o077:
            folder.chmod(_PRIVATE)
    except OSError:
        return None
    return folder
