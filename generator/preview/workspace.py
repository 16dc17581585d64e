"""The content of a base while it is being edited: each look reads only the files that have changed."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.examining import Content, Keyed, gather, lint_all, readings
from generator.linking.links import Links, link
from generator.preview.ondemand import OnDemand
from generator.reading.files import File, content_files, read_file
from generator.reading.library import Library
from generator.remembering.memo import Memo


class Look:
    """The content at one moment: `site` shows it, with the last good state of files that cannot be read now."""

    def __init__(self, root: Path, content: Content, shown: Content, today: date, day: date | None, memo: Memo) -> None:
        self._root, self._content, self._shown = root, content, shown
        self._today, self._day, self._memo = today, day, memo
        self._library = shown.library()
        self._links = link(self._library)

    @cached_property
    def site(self) -> OnDemand:
        """What readers would see."""
        return OnDemand(self._root, self._library, self._links, self._day, self._memo)

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """What keeps files from being read."""
        return _sorted(self._content.faults)

    @cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Everything that is wrong with the content; takes longer than to show it."""
        library, links = self._judged
        return _sorted((*self._content.faults, *lint_all(self._content, library, links, self._today, self._memo)))

    @property
    def _judged(self) -> tuple[Library, Links]:
        if self._content is self._shown:
            return self._library, self._links
        library = self._content.library()
        return library, link(library)


class Workspace:
    """The files of a root as they were last seen, and what each of them says."""

    def __init__(self, root: Path, memo: Memo) -> None:
        self._root, self._memo = root, memo
        self._stamps: dict[str, tuple[int, int]] = {}
        self._files: dict[str, bytes] = {}
        self._known: dict[File, Keyed] = {}
        self._good: dict[str, bytes] = {}

    def look(self, today: date, day: date | None, jobs: int = 1) -> Look:
        """The content as it is now."""
        self._read()
        memo = Memo(jobs, self._memo.store)
        content = gather(self._files, partial(self._readings, memo=memo))
        instead = {path: self._good[path] for path in content.unreadable if path in self._good}
        self._good = {path: self._files[path] for path in content.readings.keys() - content.unreadable} | instead
        shown = gather(self._files | instead, partial(self._readings, memo=memo)) if instead else content
        kept = {*content.files.items(), *instead.items()}
        self._known = {file: keyed for file, keyed in self._known.items() if file in kept}
        return Look(self._root, content, shown, today, day, memo)

    @property
    def changed(self) -> bool:
        """Whether a file is different from what was last seen."""
        return self._stamped() != self._stamps

    def _stamped(self) -> dict[str, tuple[int, int]]:
        stamps = {}
        for path in content_files(self._root):
            with suppress(FileNotFoundError):  # an editor is just saving it
                stat = (self._root / path).lstat()
                stamps[path] = stat.st_mtime_ns, stat.st_size
        return stamps

    def _read(self) -> None:
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

    def _readings(self, files: Sequence[File], memo: Memo) -> list[Keyed]:
        new = [file for file in files if file not in self._known]
        self._known |= zip(new, readings(new, memo), strict=True)
        return [self._known[file] for file in files]


def _sorted(findings: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.order))
