"""A site whose files are built on request, so that the preview stays fast for a base of any size."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from threading import RLock

from generator.base import Base
from generator.hosting.known import shell_of
from generator.hosting.settings import settings_of
from generator.hosting.shell import Shell
from generator.linking.addresses import address, file_of
from generator.linking.links import Links
from generator.reading.library import Library
from generator.rendering.inputs import Inputs
from generator.rendering.output import PlannedFiles
from generator.rendering.page import PlannedPage
from generator.rendering.twins import twin
from generator.site import plan


class OnDemand:
    """The site of one state of the content. Any thread may request a file; files are built one at a time."""

    def __init__(self, base: Base, library: Library, links: Links, day: date | None) -> None:
        self._base = base
        self._drafts = frozenset(
            file_of(address(key)) for key, each in library.documents.items() if each.entry.status == "draft"
        )
        self._plan = plan(Inputs.of(base, library, links, day, settings_of(base).url))
        self._made: dict[PlannedFiles, Mapping[str, bytes]] = {}
        self._lock = RLock()

    def file(self, path: str) -> bytes | None:
        """The bytes of a file of the site, such as `concepts/fenfu/index.html`; None if there is none."""
        with self._lock:
            if page := self._pages.get(path):
                return self._shell.wrap(self._plan.page(page))
            if page := self._pages.get(path.removesuffix(".md") + ".html"):
                return twin(self._plan.page(page)).content
            return self._own_files.get(path) or self._planned_file(path)

    def is_draft(self, path: str) -> bool:
        """Whether a file is the page of a draft, which the published site does not have."""
        return path in self._drafts

    @property
    def pages(self) -> tuple[str, ...]:
        """The paths of the HTML files of all pages."""
        return tuple(self._pages)

    def _planned_file(self, path: str) -> bytes | None:
        return next(
            (made[path] for files in self._plan.files if files.cover(path) and path in (made := self._files(files))),
            None,
        )

    def _files(self, files: PlannedFiles) -> Mapping[str, bytes]:
        """Files that are built together, by path; that may need all entries, so it happens when the first is requested."""
        if files not in self._made:
            self._made[files] = {output.path: output.content for output in files.make(self._plan.pages)}
        return self._made[files]

    @cached_property
    def _pages(self) -> Mapping[str, PlannedPage]:
        return {file_of(page.address): page for page in self._plan.pages}

    @cached_property
    def _own_files(self) -> Mapping[str, bytes]:
        return {output.path: output.content for output in self._shell.files}

    @cached_property
    def _shell(self) -> Shell:
        return shell_of(self._base, self._plan.pages, self._plan.masthead)
