"""Addresses of pages inside the site, and relative links between them."""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, urlsplit, urlunsplit

from generator.content_types import CONTENT_TYPES
from generator.entry import Section

_AT_TOP = frozenset(kind.section for kind in CONTENT_TYPES if kind.by_hand)

TOP = ("/", "/map/", "/search/", "/topics/", "/unverified/")
"""The pages at the root that are made from many entries, besides the index pages of sections."""


@lru_cache(32_768)
def address(key: str) -> str:
    """The address of an entry's page: `/concepts/fenfu/`, or `/about/` for a hand-written page."""
    section, _, name = key.partition("/")
    return f"/{name}/" if section in _AT_TOP else f"/{section}/{name}/"


def relative(start: str, target: str) -> str:
    """The link from the page at `start` to `target` (an address, with or without `#fragment`)."""
    if target.startswith("/") and not target.startswith(start):
        return "../" + _from_folder(_folder(start), target)
    return target.removeprefix(start) or "./"


@lru_cache(1024)
def _folder(page_address: str) -> str:
    """The address of the folder that a page is in; a page asks for it once for each of its links."""
    return page_address[: page_address.rindex("/", 0, -1) + 1]


@lru_cache(32_768)
def _from_folder(folder: str, target: str) -> str:
    """The link from a folder, which is the same for all pages in it."""
    up = 0
    while not target.startswith(folder):
        folder, up = folder[: folder.rindex("/", 0, -1) + 1], up + 1
    return "../" * up + target[len(folder) :]


def as_ascii(url: str) -> str:
    """The URL of a site in ASCII: host name in Punycode, path percent-encoded."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode() + (f":{parts.port}" if parts.port else "")
    except ValueError:  # not a URL; MkDocs has a better message for that
        return url
    return urlunsplit((parts.scheme, host, quote(parts.path, safe="/%:@!$&'()*+,;=~"), parts.query, parts.fragment))


def file_of(page_address: str) -> str:
    """The path of the file for a page's address: `concepts/fenfu/index.html`."""
    return page_address.strip("/") + "/index.html" if page_address != "/" else "index.html"


@lru_cache(16_384)
def heading_anchor(heading: str) -> str:
    """The anchor of a heading: its own words without punctuation."""
    return re.sub(r"[^\w-]+", "-", heading).strip("-").lower()


def section_anchor(section: Section) -> str:
    """The anchor of a section of a page's body."""
    return section.id or heading_anchor(section.heading)


def own_pages(topics: Iterable[str]) -> frozenset[str]:
    """The addresses of all pages made from many entries, which no entry may have as its present or former address."""
    sections = (f"/{kind.section}/" for kind in CONTENT_TYPES if not kind.by_hand)
    return frozenset((*TOP, *sections, *(f"/topics/{topic}/" for topic in topics)))
