"""A site whose files are made when they are asked for: what a preview shows, at any size of the base."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from threading import RLock

from generator.hosting.mkdocs_host import shell_of
from generator.hosting.shell import Shell
from generator.linking.addresses import address, file_of
from generator.linking.links import Links
from generator.outputs import entries, indexes, maps, redirects, search
from generator.reading.library import Library
from generator.reading.search_words import SearchWords
from generator.remembering.memo import Memo
from generator.rendering.edition import Edition
from generator.rendering.page import Named, Planned
from generator.rendering.templates import templates_of
from generator.site import finished, newest_review


class OnDemand:
    """The site of one state of the content. Any thread may ask for a file; one is made at a time."""

    def __init__(
        self, root: Path, library: Library, links: Links, words: SearchWords, day: date | None, memo: Memo
    ) -> None:
        self._edition = Edition.of(library, links, day or newest_review(library))
        self._root, self._words, self._memo = root, words, memo
        self._lock = RLock()
        templates = templates_of(root)
        self._planned = (
            *indexes.pages(self._edition, templates), *maps.pages(self._edition, templates),
            *entries.pages(self._edition, templates),
        )  # fmt: skip

    def file(self, path: str) -> bytes | None:
        """The bytes of a file of the site, such as `concepts/fenfu/index.html`; nothing when there is none."""
        with self._lock:
            make = self._makers.get(path)
            if make is None and path.startswith("assets/"):
                make = self._search.get(path)
            return make() if make else None

    @cached_property
    def _makers(self) -> Mapping[str, Callable[[], bytes]]:
        others = (*self._shell.files, *redirects.outputs(self._edition))
        pages = {file_of(page.address): partial(self._page, page) for page in self._planned}
        return pages | {output.path: partial(_same, output.content) for output in others}

    @cached_property
    def _search(self) -> Mapping[str, Callable[[], bytes]]:
        """The files of search, which take all entries to make: only when search is touched."""
        outputs = search.outputs(self._edition, self._words, templates_of(self._root), self._memo)
        return {output.path: partial(_same, output.content) for output in outputs}

    @cached_property
    def _shell(self) -> Shell:
        pages = self._edition.library.section("pages")
        footer: Named = tuple((address(document.key), document.entry.title) for document in pages)
        return shell_of(self._root, self._planned, footer, self._memo)

    def _page(self, planned: Planned) -> bytes:
        return self._shell.wrap(finished(planned.make(), self._edition))


def _same(content: bytes) -> bytes:
    return content
