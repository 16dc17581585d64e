"""What search engines are told: which pages there are, and that they may read them."""

from collections.abc import Iterable, Iterator
from functools import partial
from html import escape
from urllib.parse import urljoin

from generator.rendering.inputs import Inputs
from generator.rendering.output import Output, PlannedFiles
from generator.rendering.page import PlannedPage

NAME = "sitemap.xml"
ROBOTS = "robots.txt"


UNLISTED = ("/search/",)
"""Pages that search engines are asked to leave out."""


def planned(inputs: Inputs) -> Iterator[PlannedFiles]:
    """Files at the top; a list of the pages only when the site has an address of its own, without which it would be empty."""
    yield PlannedFiles((ROBOTS,), partial(_robots, inputs.site_url))
    if inputs.site_url:
        yield PlannedFiles((NAME,), partial(_sitemap, inputs.site_url))


def _robots(site_url: str, pages: Iterable[PlannedPage]) -> tuple[Output, ...]:
    listed = f"Sitemap: {urljoin(site_url, NAME)}\n" if site_url else ""
    return (Output(ROBOTS, f"User-agent: *\nAllow: /\n{listed}".encode()),)


def _sitemap(site_url: str, pages: Iterable[PlannedPage]) -> tuple[Output, ...]:
    """The pages with the days of their last reviews, but for those that are no answers themselves."""
    listed = "".join(_entry(page, site_url) for page in pages if page.address not in UNLISTED)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'
    return (Output(NAME, text.encode("utf-8")),)


def _entry(page: PlannedPage, site_url: str) -> str:
    day = f"<lastmod>{page.revised.isoformat()}</lastmod>" if page.revised else ""
    return f"<url><loc>{escape(urljoin(site_url, page.address.lstrip('/')))}</loc>{day}</url>\n"
