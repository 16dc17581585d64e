"""The list of all pages for search engines."""

from collections.abc import Iterable, Iterator
from functools import partial
from html import escape
from urllib.parse import urljoin

from generator.rendering.inputs import Inputs
from generator.rendering.output import Output, PlannedFiles
from generator.rendering.page import PlannedPage

NAME = "sitemap.xml"


def planned(inputs: Inputs) -> Iterator[PlannedFiles]:
    """One file at the top."""
    yield PlannedFiles((NAME,), partial(_sitemap, inputs.site_url))


def _sitemap(site_url: str, pages: Iterable[PlannedPage]) -> tuple[Output, ...]:
    """The pages with the days of their last reviews; none, when the site has no address of its own."""
    listed = "".join(_entry(page, site_url) for page in pages) if site_url else ""
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'
    return (Output(NAME, text.encode("utf-8")),)


def _entry(page: PlannedPage, site_url: str) -> str:
    day = f"<lastmod>{page.revised.isoformat()}</lastmod>" if page.revised else ""
    return f"<url><loc>{escape(urljoin(site_url, page.address.lstrip('/')))}</loc>{day}</url>\n"
