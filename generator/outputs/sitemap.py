"""`robots.txt` and the sitemap, with the dates on which pages really changed."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from html import escape
from urllib.parse import urljoin

from generator.imprint import SITEMAP as NAME
from generator.rendering.inputs import Inputs
from generator.rendering.output import Output, PlannedFiles
from generator.rendering.page import PlannedPage

ROBOTS = "robots.txt"
PARTS = "sitemaps/"
MOST = 22_000
"""Maximum number of pages in one sitemap: search engines read 50,000 addresses, and a page may have a traditional
version.
"""
UNLISTED = ("/search/",)
"""Pages that are not listed."""
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def planned(inputs: Inputs) -> Iterator[PlannedFiles]:
    """Files at the root of the site; a sitemap only if the site has an address, which its entries need."""
    yield PlannedFiles((ROBOTS,), partial(_robots, inputs.site_url))
    if inputs.site_url:
        yield PlannedFiles((NAME, PARTS), partial(_sitemap, inputs.site_url, MOST))


def _robots(site_url: str, pages: Sequence[PlannedPage]) -> tuple[Output, ...]:
    listed = f"Sitemap: {urljoin(site_url, NAME)}\n" if site_url else ""
    return (Output(ROBOTS, f"User-agent: *\nAllow: /\n{listed}".encode()),)


def _sitemap(site_url: str, most: int, pages: Sequence[PlannedPage]) -> tuple[Output, ...]:
    """The sitemap with the days of the last changes; an index of several sitemaps if there are many pages."""
    listed = [page for page in pages if page.address not in UNLISTED]
    newest = _newest(pages)
    rows = [_row("url", urljoin(site_url, page.address.lstrip("/")), _day(page, newest)) for page in listed]
    if len(rows) <= most:
        return (_file(NAME, "urlset", rows),)
    parts = [rows[start : start + most] for start in range(0, len(rows), most)]
    files = [_file(f"{PARTS}{number}.xml", "urlset", part) for number, part in enumerate(parts, 1)]
    return (_file(NAME, "sitemapindex", [_row("sitemap", urljoin(site_url, file.path)) for file in files]), *files)


def _newest(pages: Sequence[PlannedPage]) -> dict[str | None, date]:
    """The newest review in each section, and under None that of all entries."""
    found: dict[str | None, date] = {}
    for page in pages:
        if page.source and page.revised:
            for section in (page.section, None):
                found[section] = max(found.get(section, page.revised), page.revised)
    return found


def _day(page: PlannedPage, newest: dict[str | None, date]) -> date | None:
    """The day on which a page last changed; for a list, that of its newest entry."""
    return page.revised if page.source else newest.get(page.section, newest.get(None))


def _row(name: str, url: str, day: date | None = None) -> str:
    changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f"<{name}><loc>{escape(url)}</loc>{changed}</{name}>\n"


def _file(path: str, name: str, rows: Sequence[str]) -> Output:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{_SCHEMA}">\n{"".join(rows)}</{name}>\n'
    return Output(path, text.encode("utf-8"))
