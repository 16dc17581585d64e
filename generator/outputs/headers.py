"""The `_headers` file with response headers, for Cloudflare Pages and Netlify."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from urllib.parse import urlsplit

from generator.policy import FOREVER, HASHED_FOLDERS, OPEN_FOLDERS, headers
from generator.rendering.inputs import Inputs
from generator.rendering.output import Output, PlannedFiles
from generator.rendering.page import PlannedPage
from generator.rendering.template_files import page_style

NAME = "_headers"


def planned(inputs: Inputs) -> Iterator[PlannedFiles]:
    """One file at the root of the site."""
    base = urlsplit(inputs.site_url).path.rstrip("/")
    yield PlannedFiles((NAME,), partial(_headers, base, headers(page_style(inputs.templates))))


def _headers(base: str, for_all: Mapping[str, str], pages: Sequence[PlannedPage]) -> tuple[Output, ...]:
    # These hosts would join several values of one header; their own cache time for pages is short already.
    rules = [
        _rule(f"{base}/*", for_all),
        *(_rule(f"{base}/{folder}*", {"Cache-Control": FOREVER}) for folder in HASHED_FOLDERS),
        *(_rule(f"{base}/{folder}*", {"Access-Control-Allow-Origin": "*"}) for folder in OPEN_FOLDERS),
    ]
    return (Output(NAME, "\n".join(rules).encode()),)


def _rule(path: str, headers: Mapping[str, str]) -> str:
    return f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
