"""Atomic, incremental publishing into a folder: only changed files are written, then two folders are swapped."""

import ctypes
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from generator.remembering import pool
from generator.remembering.folders import entries
from generator.remembering.ownership import LEFTOVERS, LIST, claim, claimed, clear, inside, refuse_foreign, remove
from generator.remembering.place import written

SPARE = ".site-spare"
RETIRED = ".site-old"
_AT_HERE, _EXCHANGE = -100, 2


class OutsideSite(Exception):
    """A path among the site's files leads out of the site's folder; carries the path."""


class OutputFile(NamedTuple):
    """One output file: its path, a callable for the hash of its inputs, and a callable for its bytes (called only when
    the hash has changed).
    """

    path: str
    inputs: Callable[[], bytes]
    content: Callable[[], bytes]


def ready(path: str, content: bytes) -> OutputFile:
    """An output file whose bytes are known already."""
    return OutputFile(path, lambda: blake2b(content, digest_size=32).digest(), lambda: content)


def shared(file: OutputFile) -> OutputFile:
    """The same file; its bytes are computed once for the files that are made from it, if they follow it."""
    return file._replace(content=partial(_content, file.content))


@lru_cache(2)  # two, since a file that is shared may be made from another one
def _content(content: Callable[[], bytes]) -> bytes:
    return content()


Note = tuple[str, int, int, int]
"""A published file: the hash of its inputs, its size, its modification time in nanoseconds, its inode."""
Notes = Mapping[str, Note]


@dataclass(frozen=True)
class Shelf:
    """The folder of the published site, the spare folder beside it, and notes about the files in both.

    The spare holds the previous site. A build updates it into the new site, file by file, and then the two folders are
    swapped: the work is proportional to the change, and readers never see a half-written site.
    """

    target: Path
    notes: Notes = field(default_factory=dict)
    spare_notes: Notes = field(default_factory=dict)

    @cached_property
    def spare(self) -> Path:
        """The spare folder, which becomes the next site."""
        return self.target.parent / f"{SPARE}-{self.target.name}"

    @property
    def retired(self) -> Path:
        """Where the live site is moved during the swap, on systems that cannot exchange two folders in one step."""
        return self.target.parent / f"{RETIRED}-{self.target.name}"

    def refuse_foreign(self) -> None:
        """Raises `NotOurs` if one of the folders contains anything that a build did not put there."""
        for folder in (self.target, self.spare, self.retired):
            refuse_foreign(folder)

    def look(self) -> frozenset[str]:
        """Looks at the folders, and returns the files in the spare one. Raises `NotOurs` before anything is changed."""
        self.refuse_foreign()
        self.recover()
        return claimed(self.spare)

    def publish(self, files: Sequence[OutputFile], jobs: int = 1, before: Set[str] | None = None) -> "Shelf":
        """Replaces the site by these files in one step, and returns the new state of the folders; `before` is what a look
        at them has just found.

        Raises `OutsideSite` or `NotOurs` before anything is changed.
        """
        wanted = {file.path for file in files}
        for path in wanted - self.notes.keys():  # the paths of the notes have been looked at when they were read
            if not inside(path):
                raise OutsideSite(path)
        before = self.look() if before is None else before
        self._make_room(before, wanted)
        notes = self._put_all(files, jobs)
        if before != wanted:
            claim(self.spare, wanted)
        self._change_places()
        return Shelf(self.target, notes, self.notes)

    def _put_all(self, files: Sequence[OutputFile], jobs: int) -> Notes:
        """Puts the files into the spare folder, by several processes only those that the folder lacks."""
        digests = {file.path: file.inputs().hex() for file in files}
        notes = {path: note for path, digest in digests.items() if (note := self._kept(path, digest))}
        there = {note[0]: path for path, note in self.notes.items()}
        missing = [file for file in files if file.path not in notes]
        self._make_folders(file.path for file in missing)
        put = pool.over(lambda file: self._put(file, digests[file.path], there), missing, jobs)
        notes |= zip((file.path for file in missing), put, strict=True)
        return {path: notes[path] for path in digests}

    def recover(self) -> None:
        """Repairs the folders after a build was killed during the swap."""
        if self.retired.exists():
            free = next((path for path in (self.target, self.spare) if not path.exists()), None)
            if free:
                self.retired.rename(free)
            else:
                remove(self.retired)

    def intact(self) -> bool:
        """Whether the target contains exactly the files of the notes, unmodified."""
        found = {
            path: _stat(entry.stat(follow_symlinks=False))
            for path, entry in entries(self.target)
            if not entry.is_dir(follow_symlinks=False) and entry.name not in LEFTOVERS
        }
        return found.pop(LIST, None) is not None and found == {path: note[1:] for path, note in self.notes.items()}

    def _make_room(self, before: Set[str], wanted: Set[str]) -> None:
        """Removes all other files from the spare folder, and claims those that are wanted."""
        self.spare.mkdir(parents=True, exist_ok=True)
        if not wanted <= before:
            claim(self.spare, before | wanted)
        clear(self.spare, before - wanted)

    def double(self) -> None:
        """Begins the spare folder as hard links to all files of the site. Raises `NotOurs`."""
        self.refuse_foreign()
        with suppress(OSError):  # not every file system has hard links; what is missing is written
            self.spare.mkdir()
            claim(self.spare, self.notes.keys())
            self._make_folders(self.notes)
            for path in self.notes:
                os.link(f"{self.target}/{path}", f"{self.spare}/{path}", follow_symlinks=False)

    def _make_folders(self, paths: Iterable[str]) -> None:
        """Creates the folders of some files in the spare folder."""
        folders: set[str] = set()
        for path in paths:
            while (path := path.rpartition("/")[0]) and path not in folders:
                folders.add(path)
        for path in sorted(folders):
            (self.spare / path).mkdir(exist_ok=True)

    def _kept(self, path: str, digest: str) -> Note | None:
        """The note of a file that is in the spare folder already, made from the same inputs and unmodified; else None."""
        note = self.spare_notes.get(path)
        return note if note and note[0] == digest and _note(digest, f"{self.spare}/{path}") == note else None

    def _put(self, file: OutputFile, digest: str, there: Mapping[str, str]) -> Note:
        """Puts a file into the spare folder: hard-links an equal file of the live site, or writes it.

        `there` maps an input hash to a path in the live site.
        """
        new, same = self.spare / file.path, there.get(digest)
        new.unlink(missing_ok=True)
        if same and _note(digest, f"{self.target}/{same}") == self.notes[same]:
            with suppress(OSError):  # not every file system has hard links
                os.link(self.target / same, new, follow_symlinks=False)
                return self.notes[same]
        with new.open("xb") as made:
            made.write(file.content())
        return digest, *_stat(new.lstat())

    def _change_places(self) -> None:
        if self.target.exists() and _exchanged(self.spare, self.target):
            return
        if self.target.exists():
            self.target.rename(self.retired)
        self.spare.rename(self.target)
        if self.retired.exists():
            self.retired.rename(self.spare)


@contextmanager
def alone(target: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Holds a lock on the target; `waiting` is called if another build holds it and this one has to wait."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        with suppress(ImportError):
            import fcntl

            try:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                waiting()
                fcntl.flock(folder, fcntl.LOCK_EX)
            except OSError:
                pass  # not every file system has locks
        yield
    finally:
        os.close(folder)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchanges two folders atomically where the system supports it; returns whether it did."""
    try:
        rename = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(rename(_AT_HERE, os.fsencode(one), _AT_HERE, os.fsencode(other), _EXCHANGE) == 0)


def _note(digest: str, path: str) -> Note | None:
    try:
        return digest, *_stat(os.lstat(path))
    except OSError:
        return None


def _stat(stat: os.stat_result) -> tuple[int, int, int]:
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def summary(notes: Notes) -> str:
    """One hash of all files."""
    files = sorted((path, note[0]) for path, note in notes.items())
    return blake2b(json.dumps(files).encode(), digest_size=16).hexdigest()


def shelf_of(folder: Path | None, target: Path) -> Shelf:
    """The shelf of a target, with the notes saved in a cache folder; unreadable notes count as missing."""
    if folder is None:
        return Shelf(target)
    try:
        notes, spare = (_understood(each) for each in json.loads(_notes_file(folder, target).read_bytes()))
        return Shelf(target, notes, spare)
    except (OSError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return Shelf(target)


@contextmanager
def doubling(folder: Path | None, target: Path, jobs: int) -> Iterator[Callable[[], Shelf]]:
    """Yields what returns the shelf of a target. If there is a site without a spare folder, another process meanwhile
    begins that with links to all files, most of which a build leaves as they are.
    """
    has_more = any(os.path.lexists(each) for each in (Shelf(target).spare, Shelf(target).retired))
    shelf = Shelf(target) if has_more else shelf_of(folder, target)
    if not shelf.notes:
        yield partial(shelf_of, folder, target)
        return
    with pool.aside([shelf.double], jobs) as doubled:
        # Which of the links are there is seen when each file is looked at.
        yield lambda: doubled(0) or replace(shelf, spare_notes=shelf.notes)


def keep(folder: Path, shelf: Shelf) -> None:
    """Saves the notes of a shelf in a cache folder; if that fails, the next build takes longer."""
    with suppress(OSError):
        notes = json.dumps([shelf.notes, shelf.spare_notes], separators=(",", ":"))
        written(_notes_file(folder, shelf.target), notes.encode("utf-8"))


def _understood(notes: Any) -> Notes:
    found = {
        str(path): (str(digest), int(size), int(at), int(place)) for path, (digest, size, at, place) in notes.items()
    }
    if not all(map(inside, found)):
        raise ValueError("a path that leads out of the site")
    return found


def _notes_file(folder: Path, target: Path) -> Path:
    return folder / f"site-{blake2b(os.fsencode(target), digest_size=8).hexdigest()}.json"
