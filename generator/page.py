"""One page of the site as a value: what any host needs to put a shell around it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Heading:
    """An entry in a page's table of contents."""

    anchor: str
    text: str


@dataclass(frozen=True)
class Page:
    """A page: its address, its words for search engines, its HTML inside `<article>`, and its contents.

    `source` is the content file behind it, relative to the root (nothing for pages made from many entries);
    `revised` is the day of its last review.
    """

    address: str
    title: str
    description: str
    html: str
    headings: tuple[Heading, ...] = ()
    source: str | None = None
    section: str | None = None
    revised: date | None = None
