"""The inputs that every output of the site is made from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

from generator.base import Base
from generator.linking.links import Links
from generator.reading.library import Library
from generator.remembering.memo import Memo
from generator.rendering.edition import Edition
from generator.rendering.output import PlannedFiles
from generator.rendering.page import PlannedPage, RenderedPage
from generator.rendering.shown import Showing
from generator.rendering.template_files import templates_digest, templates_of


@dataclass(frozen=True)
class Inputs:
    """The base as of a day, the templates, and the URL of the site (empty if none is given).

    `showing` tells what the page of an entry may show, and its cache key; `memo` is the result cache.
    """

    edition: Edition
    templates: Path
    showing: Showing
    memo: Memo
    site_url: str

    @classmethod
    def of(cls, base: Base, library: Library, links: Links, day: date | None, site_url: str = "") -> "Inputs":
        """The inputs of a base, as of a day (default: the newest review, so that no clock is read)."""
        edition, templates = Edition.of(library, links, day or library.newest_review), templates_of(base.root)
        return cls(edition, templates, Showing(edition, templates_digest(templates), base.memo), base.memo, site_url)

    def list_page(
        self,
        address: str,
        make: Callable[[], RenderedPage],
        section: str | None = None,
        values: Callable[[], object] | None = None,
    ) -> PlannedPage:
        """A planned page made from many entries; its date is that of the newest review.

        Its key covers the whole edition, or only the `values` that the page is made from, if they are given; these must
        have a complete `repr`.
        """
        key = partial(self._key_of_list, address, values)
        return PlannedPage(address, make, key, section, revised=self.edition.day)

    def _key_of_list(self, address: str, values: Callable[[], object] | None) -> bytes:
        return (self.showing.of_values(values()) if values else self.showing.of_all) + address.encode()


class OutputKind(Protocol):
    """The interface of the modules of `generator.outputs`."""

    def planned(self, inputs: Inputs) -> Iterable[PlannedPage | PlannedFiles]:
        """The pages and files of this kind, not built yet; planning must be fast."""
