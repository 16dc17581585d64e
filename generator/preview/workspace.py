"""The content of a base during editing: each update reads only files that have changed."""

from datetime import date
from functools import cached_property

from generator.base import Base
from generator.diagnostics import Diagnostic
from generator.examining import Content, Examination
from generator.linking.links import Links, link
from generator.open_files import OpenFiles
from generator.preview.ondemand import OnDemand
from generator.reading.library import Library


class Look:
    """The content at one moment, drafts included; files that cannot be read now are shown in their last good state."""

    def __init__(self, base: Base, content: Content, shown: Content, today: date, day: date | None) -> None:
        self._base, self._content, self._shown = base, content, shown
        self._today, self._day = today, day
        self._library = shown.library(drafts=True)
        self._links = link(self._library)

    @cached_property
    def site(self) -> OnDemand:
        """The site for the preview: what readers would see, and the pages of drafts."""
        return OnDemand(self._base, self._library, self._links, self._day)

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """The findings because of which files cannot be read."""
        return tuple(sorted(self._content.faults, key=lambda finding: finding.order))

    @cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """All findings; computing them takes longer than building a page."""
        library, links = self._judged
        return Examination(self._content, library, links, self._today, self._base.memo).findings

    @property
    def _judged(self) -> tuple[Library, Links]:
        if self._content is self._shown:
            return self._library, self._links
        library = self._content.library(drafts=True)
        return library, link(library)


class Workspace:
    """A base that is being edited; remembers the last good state of each file."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._open = OpenFiles(base)
        self._good: dict[str, bytes] = {}

    def look(self, today: date, day: date | None, jobs: int = 1) -> Look:
        """Reads the content as it is now; findings are judged by `today`, pages are shown as of `day`."""
        files = self._open.read()
        content = self._open.gather(files, jobs)
        instead = {path: self._good[path] for path in content.unreadable if path in self._good}
        self._good = {path: files[path] for path in content.readings.keys() - content.unreadable} | instead
        shown = self._open.gather({**files, **instead}, jobs) if instead else content
        return Look(self._base.on(jobs), content, shown, today, day)

    @property
    def changed(self) -> bool:
        """Whether a file has changed since the last look."""
        return self._open.changed
