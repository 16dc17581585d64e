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
    """The folder that `KB_CACHE` names is not used; carries the folder."""


class NotOrdinary(OSError):
    """What is to be read is no ordinary file."""


def folder_of(root: Path) -> Path | None:
    """The private folder of a root; nothing where none can be had.

    Raises `PlaceRefused` when the setting names a folder that is a link, another user's, or inside the root.
    """
    root = root.resolve()
    asked = os.environ.get(SETTING)
    base = Path(asked).absolute() if asked else _usual()
    name = f"{root.name or 'root'}-{blake2b(os.fsencode(root), digest_size=8).hexdigest()}"
    apart = not base.resolve().is_relative_to(root)
    folder = _private(base / name) if apart and _private(base) else None
    if asked and folder is None:
        raise PlaceRefused(base)
    return folder


def written(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Writes a file atomically. Whatever has its name, also a symbolic link, is replaced and not followed."""
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


def ordinary(path: Path, most: int = -1) -> bytes:
    """The bytes of an ordinary file, or as many of them as are wanted at most.

    Raises `NotOrdinary` for a link, a device or a pipe, which are neither followed nor waited for.
    """
    try:
        opened = os.open(path, _NO_SURPRISE)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):  # a link, a socket
            raise NotOrdinary(error.errno, os.strerror(error.errno), str(path)) from None
        raise
    with os.fdopen(opened, "rb") as file:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise NotOrdinary(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        return file.read(most)


def ours(path: Path, kind: int) -> bool:
    """Whether something is there, of that kind (`stat.S_IFREG` …), no link, and this user's."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_IFMT(found.st_mode) == kind and found.st_uid == _USER


def _usual() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("fenfu-kb")


def _private(folder: Path) -> Path | None:
    """The folder, made if need be, when it is this user's and nobody else may look or write; else nothing."""
    try:
        folder.mkdir(_PRIVATE, parents=True, exist_ok=True)
        if not ours(folder, stat.S_IFDIR):
            return None
        if folder.stat().st_mode & 0o077:
            folder.chmod(_PRIVATE)
    except OSError:
        return None
    return folder
