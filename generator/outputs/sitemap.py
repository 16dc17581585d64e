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
"""Search engines read at most 50,000 addresses in one file, and each page may have a second form."""
UNLISTED = ("/search/",)
"""Pages that search engines are asked to leave out."""
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def planned(inputs: Inputs) -> Iterator[PlannedFiles]:
    """Files at the top; a list of the pages only when the site has an address of its own, without which it would be
    empty.
    """
    yield PlannedFiles((ROBOTS,), partial(_robots, inputs.site_url))
    if inputs.site_url:
        yield PlannedFiles((NAME, PARTS), partial(_sitemap, inputs.site_url, MOST))


def _robots(site_url: str, pages: Sequence[PlannedPage]) -> tuple[Output, ...]:
    listed = f"Sitemap: {urljoin(site_url, NAME)}\n" if site_url else ""
    return (Output(ROBOTS, f"User-agent: *\nAllow: /\n{listed}".encode()),)


def _sitemap(site_url: str, most: int, pages: Sequence[PlannedPage]) -> tuple[Output, ...]:
    """The pages with the days of their last reviews, but for those that are no answers themselves; in parts, if many."""
    listed = [page for page in pages if page.address not in UNLISTED]
    newest = _newest(pages)
    rows = [_row("url", urljoin(site_url, page.address.lstrip("/")), _day(page, newest)) for page in listed]
    if len(rows) <= most:
        return (_file(NAME, "urlset", rows),)
    parts = [rows[start : start + most] for start in range(0, len(rows), most)]
    files = [_file(f"{PARTS}{number}.xml", "urlset", part) for number, part in enumerate(parts, 1)]
    return (_file(NAME, "sitemapindex", [_row("sitemap", urljoin(site_url, file.path)) for file in files]), *files)


def _newest(pages: Sequence[PlannedPage]) -> dict[str | None, date]:
    """The newest review in each section, and (under none) of all."""
    found: dict[str | None, date] = {}
    for page in pages:
        if page.source and page.revised:
            for section in (page.section, None):
                found[section] = max(found.get(section, page.revised), page.revised)
    return found


def _day(page: PlannedPage, newest: dict[str | None, date]) -> date | None:
    """When a page last changed: a list, when one of its entries did."""
    return page.revised if page.source else newest.get(page.section, newest.get(None))


def _row(name: str, url: str, day: date | None = None) -> str:
    changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f"<{name}><loc>{escape(url)}</loc>{changed}</{name}>\n"


def _file(path: str, name: str, rows: Sequence[str]) -> Output:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{_SCHEMA}">\n{"".join(rows)}</{name}>\n'
    return Output(path, text.encode("utf-8"))
