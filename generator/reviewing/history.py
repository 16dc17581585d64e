"""The content at a git revision."""

import hashlib
import io
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path


class NoHistory(Exception):
    """The folder is not a git checkout, or there is no such revision; carries the message of git."""


def content_at(root: Path, revision: str, now: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """The bytes of the files under `content/` at a revision, by path relative to the root. Raises `NoHistory`.

    `now` are the files of today: those that are the same at the revision are taken from there and not unpacked.
    """
    now, blobs = now or {}, _blobs(root, revision, "content")
    same = {path: now[path] for path, blob in blobs.items() if path in now and _is_blob(now[path], blob)}
    others = sorted(blobs.keys() - same.keys())
    return same | (files_at(root, revision, *others) if others else {})


def _blobs(root: Path, revision: str, folder: str) -> dict[str, str]:
    """The names that git gives to the bytes of the files in a folder, by path."""
    listed = _git(root, "ls-tree", "-r", "-z", _revision(revision), "--", folder).decode("utf-8")
    lines = (line.partition("\t") for line in listed.split("\0") if line.startswith("100"))  # ordinary files
    return {path: about.split()[2] for about, _, path in lines}


def _is_blob(data: bytes, blob: str) -> bool:
    """Whether git would give these bytes this name."""
    algorithm = "sha1" if len(blob) == 40 else "sha256"
    return hashlib.new(algorithm, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest() == blob


def content_before(root: Path, revision: str, now: Mapping[str, bytes]) -> dict[str, bytes] | None:
    """The same, by what git says has changed, which is quicker; None if nothing has. Files that git does not know of yet
    are taken as they are `now`. Raises `NoHistory`.
    """
    changed = _changed(root, revision, "content")
    if not changed:
        return None
    same = {path: data for path, data in now.items() if path not in changed}
    return same | files_at(root, revision, *sorted(changed))


def files_at(root: Path, revision: str, *paths: str) -> dict[str, bytes]:
    """The bytes of these files, and of all files in these folders, at a revision, by path. Raises `NoHistory`."""
    known = _git(root, "ls-tree", "--name-only", "-z", _revision(revision), "--", *paths).decode("utf-8")
    if not (there := list(filter(None, known.split("\0")))):
        return {}
    archive = _git(root, "archive", "--format=tar", _revision(revision), *there)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        files = ((member.name, tar.extractfile(member)) for member in tar if member.isfile())
        return {name: handle.read() for name, handle in files if handle}


def changed_since(root: Path, revision: str, *paths: str) -> frozenset[str]:
    """The paths below some folders (default: `content/`) that differ from a revision, including untracked files. Raises
    `NoHistory`.
    """
    within = paths or ("content",)
    added = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", *within)
    return _changed(root, revision, *within) | _names(added)


def _changed(root: Path, revision: str, *paths: str) -> frozenset[str]:
    """The paths among those that git knows of that differ from a revision. Raises `NoHistory`."""
    return _names(_git(root, "diff", "--name-only", "--relative", "-z", _revision(revision), "--", *paths))


def _names(listed: bytes) -> frozenset[str]:
    return frozenset(filter(None, listed.decode("utf-8").split("\0")))


def _revision(name: str) -> str:
    """The name of a revision. Raises `NoHistory` if git would take it for an option, which might write a file."""
    if not name or name.startswith("-"):
        raise NoHistory(f"{name!r} is no revision")
    return name


def _git(root: Path, *arguments: str) -> bytes:
    try:
        return subprocess.run(
            ["git", "--literal-pathspecs", *arguments], cwd=root, capture_output=True, check=True
        ).stdout
    except FileNotFoundError as missing:
        raise NoHistory("git is not installed") from missing
    except subprocess.CalledProcessError as failed:
        raise NoHistory(failed.stderr.decode("utf-8", "replace").strip()) from failed
