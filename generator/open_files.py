"""The content files of a base, cached in memory: each access reads only the files that changed since the last one."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial

from generator.base import Base
from generator.examining import Content, Examination, KeyedReading, examination, gather, readings
from generator.linking.links import Linked
from generator.reading.disk import ContentFile, content_files, read_file
from generator.remembering.memo import Memo


class OpenFiles:
    """The files of a base as last read, with the result of reading each."""

    def __init__(self, base: Base) -> None:
        self._base, self._root = base, base.root
        self._stamps: dict[str, tuple[int, ...]] = {}
        self._files: dict[str, bytes] = {}
        self._known: dict[ContentFile, KeyedReading] = {}
        self._used: set[ContentFile] = set()
        self._linked: Linked | None = None

    def read(self) -> Mapping[str, bytes]:
        """The bytes of all files on disk, by path."""
        stamps = self._stamped()
        for path, stamp in tuple(stamps.items()):
            if self._stamps.get(path) != stamp:
                data = read_file(self._root / path)
                if data is None:
                    del stamps[path]
                else:
                    self._files[path] = data
        self._files = {path: self._files[path] for path in stamps}
        self._stamps = stamps
        self._known = {file: keyed for file, keyed in self._known.items() if file in self._used}
        self._used = set()
        return self._files

    def gather(self, files: Mapping[str, bytes], jobs: int = 1) -> Content:
        """The content of these files; files that have not changed are not parsed again."""
        return gather(files, partial(self._readings, memo=self._base.on(jobs).memo))

    def examine(self, files: Mapping[str, bytes], today: date, drafts: bool = True, jobs: int = 1) -> Examination:
        """The examination of these files; files that have not changed are not parsed again."""
        memo = self._base.on(jobs).memo
        found = examination(self.gather(files, jobs), today, memo, drafts, self._linked)
        self._linked = Linked(found.library, found.links)
        return found

    @property
    def changed(self) -> bool:
        """Whether a file on disk has changed since it was last read."""
        return self._stamped() != self._stamps

    def _stamped(self) -> dict[str, tuple[int, ...]]:
        """By path: inode, size and times of a file, which change with it even if the clock jumps."""
        stamps: dict[str, tuple[int, ...]] = {}
        for path in content_files(self._root):
            with suppress(FileNotFoundError):  # an editor is just saving it
                stat = os.lstat(f"{self._root}/{path}")  # making a `Path` for each would take as long again
                stamps[path] = stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns
        return stamps

    def _readings(self, files: Sequence[ContentFile], memo: Memo) -> list[KeyedReading]:
        new = [file for file in files if file not in self._known]
        self._known |= zip(new, readings(new, memo), strict=True)
        self._used.update(files)
        return [self._known[file] for file in files]
