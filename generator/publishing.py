"""Putting a built site in place: whole or not at all, and files that are there already are not written again."""

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from generator import pool

STAGING = ".site-new"
RETIRED = ".site-old"

File = tuple[str, Callable[[], bytes]]
"""A file's path inside the site, and how its bytes are come by."""
Note = tuple[str, int, int, int]
"""A file as it was left: the digest of its bytes, its size, when it was written (in nanoseconds), its place on the disk."""
Notes = Mapping[str, Note]


def publish(files: Sequence[File], target: Path, notes: Notes, jobs: int = 1) -> Notes:
    """Make a folder hold just these files; what it holds now, for the next time.

    `notes` are what the last time left; a file of which they say that it is there as it is to be only gets a second
    name, beside the old site. Until everything is ready the old site stays.
    """
    staging = staging_beside(target)
    for folder in sorted({path.rpartition("/")[0] for path, _ in files}):
        (staging / folder).mkdir(parents=True, exist_ok=True)
    left = pool.over(lambda file: _put(file, staging, target, notes), files, jobs)
    swap(staging, target)
    return dict(zip((path for path, _ in files), left, strict=True))


def _put(file: File, staging: Path, target: Path, notes: Notes) -> Note:
    path, make = file
    content = make()
    digest = blake2b(content, digest_size=16).hexdigest()
    new, note = staging / path, notes.get(path)
    if note and note[0] == digest and _note(digest, target / path) == note:
        with suppress(OSError):  # not every disk knows second names
            os.link(target / path, new)
            return note
    new.write_bytes(content)
    return digest, *_stat(new.stat())


def _note(digest: str, path: Path) -> Note | None:
    try:
        return digest, *_stat(path.stat())
    except OSError:
        return None


def _stat(stat: os.stat_result) -> tuple[int, int, int]:
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def intact(target: Path, notes: Notes) -> bool:
    """Whether a folder holds the files of the notes and no others, as they were left."""
    found = {}
    folders = [target]
    try:
        while folders:
            for entry in os.scandir(folders.pop()):
                if entry.is_dir(follow_symlinks=False):
                    folders.append(Path(entry.path))
                else:
                    found[os.path.relpath(entry.path, target)] = _stat(entry.stat())
    except OSError:
        return False
    return found == {path: note[1:] for path, note in notes.items()}


def summary(notes: Notes) -> str:
    """One digest of all the files."""
    return blake2b(
        json.dumps(sorted((path, note[0]) for path, note in notes.items())).encode(), digest_size=16
    ).hexdigest()


def notes_of(folder: Path, target: Path) -> Notes:
    """What was noted about a target; nothing when there are no notes, or none that can be understood."""
    try:
        read: Any = json.loads(_notes_file(folder, target).read_bytes())
        return {
            str(path): (str(digest), int(size), int(at), int(place)) for path, (digest, size, at, place) in read.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def keep_notes(folder: Path, target: Path, notes: Notes) -> None:
    """Write the notes down for the next time; when that fails, the next time takes longer."""
    file = _notes_file(folder, target)
    with suppress(OSError):
        beside = file.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps(notes, separators=(",", ":")), "utf-8")
        beside.replace(file)


def _notes_file(folder: Path, target: Path) -> Path:
    return folder / f"site-{blake2b(str(target).encode(), digest_size=8).hexdigest()}.json"


def staging_beside(target: Path) -> Path:
    """An empty folder beside the target, on the same disk; what a killed build left there is removed first."""
    recover(target)
    staging = target.parent / f"{STAGING}-{target.name}"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    return staging


def recover(target: Path) -> None:
    """Put the old site back if a build was killed between moving it aside and moving the new one in."""
    retired = target.parent / f"{RETIRED}-{target.name}"
    if retired.exists() and not target.exists():
        retired.rename(target)
    shutil.rmtree(retired, ignore_errors=True)


def swap(staging: Path, target: Path) -> None:
    """Make the staged site the site; the old one is deleted last."""
    retired = target.parent / f"{RETIRED}-{target.name}"
    if target.exists():
        target.rename(retired)
    staging.rename(target)
    shutil.rmtree(retired, ignore_errors=True)
