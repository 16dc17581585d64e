"""The content files on disk as raw bytes, before any parsing."""

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

from generator.diagnostics import Facts, Wording
from generator.remembering.folders import entries
from generator.remembering.memo import digest
from generator.remembering.place import NotOrdinary, ordinary

MAX_BYTES = 1024 * 1024
CONTENT = "content"

ContentFile = tuple[str, bytes]
"""A path relative to the root, and the bytes there."""


def path_of(key: str, suffix: str = ".yaml") -> str:
    """The path of an entry's file, by its key: `content/concepts/fenfu.yaml` for `concepts/fenfu`."""
    return f"{CONTENT}/{key}{suffix}"


def key_of(path: str) -> str:
    """The key that an entry in a file would have, by the file's path: `concepts/fenfu`."""
    return path.removeprefix(f"{CONTENT}/").rpartition(".")[0]


class Unread(bytes):
    """Takes the place of the bytes of a file that was not read; `code` and `facts` are those of the finding that says
    why.
    """

    code: str
    facts: Facts

    @classmethod
    def because(cls, code: str, **facts: str | Wording) -> "Unread":
        """The placeholder for a file that was not read because of this finding."""
        made = cls(f"\0{code} {facts}".encode())
        made.code, made.facts = code, facts
        return made


_LINK = Wording("是链接，不会跟过去读", "is a link, which is not followed")
_SPECIAL = Wording("不是普通文件", "is no ordinary file")
_DENIED = Wording("没有权限读", "may not be read: permission denied")
_LEFTOVER = re.compile(r".*~|#.*#|.*\.(?:swp|swo|orig|rej|bak|tmp)|Thumbs\.db|desktop\.ini|Icon\r")
"""Pattern of files that text editors and file managers leave behind."""


def read_files(root: Path) -> dict[str, bytes]:
    """The bytes of all content files by path; `Unread` for those that must not or cannot be read."""
    found = ((path, read_file(f"{root}/{path}")) for path in content_files(root))
    return {path: data for path, data in found if data is not None}


def read_file(path: Path | str) -> bytes | None:
    """The bytes of a content file; `Unread` if it must not or cannot be read, None if it no longer exists."""
    try:
        found = os.lstat(path)
        if stat.S_ISLNK(found.st_mode):
            return Unread.because("KB020", what=_LINK)
        if not stat.S_ISREG(found.st_mode):
            return Unread.because("KB020", what=_SPECIAL)
        if found.st_size > MAX_BYTES:
            return Unread.because("KB010", **too_large(found.st_size))
        return ordinary(path, MAX_BYTES + 1)
    except NotOrdinary:  # it has replaced a regular file a moment ago
        return Unread.because("KB020", what=_SPECIAL)
    except FileNotFoundError:
        return None
    except PermissionError:
        return Unread.because("KB020", what=_DENIED)


def files_digest(files: Mapping[str, bytes]) -> bytes:
    """One hash of all content files."""
    return digest(*(part for path, data in sorted(files.items()) for part in (path, data)))


def content_files(root: Path) -> tuple[str, ...]:
    """The paths of everything under `content/` except folders, hidden files and leftovers of programs, relative to the
    root.

    Links are not followed; links and special files are included, so that they can be reported.
    """
    found = (
        path
        for path, entry in entries(root / CONTENT)
        if not entry.is_dir(follow_symlinks=False) and "/." not in f"/{path}" and not _LEFTOVER.fullmatch(entry.name)
    )
    return tuple(sorted(f"{CONTENT}/{path}" for path in found))


def too_large(size: int) -> dict[str, str]:
    """The facts of the finding about a file that is too large (in bytes)."""
    return {"size": f"{size // 1024} kB", "limit": f"{MAX_BYTES // 1024} kB"}
