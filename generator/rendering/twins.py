"""The Markdown version of each page, in a file beside it: for programs, and for readers who want text only."""

from generator.linking.addresses import file_of
from generator.rendering.markdown import markdown
from generator.rendering.output import Output
from generator.rendering.page import RenderedPage

TWIN = b"twin"
"""Stands for the layout in the hash of a Markdown version, which has none."""


def twin_path(page_address: str) -> str:
    """The file of the twin of a page."""
    return file_of(page_address).removesuffix("html") + "md"


def twin(page: RenderedPage) -> Output:
    """A page as Markdown, whose links lead to other twins."""
    return Output(twin_path(page.address), markdown(page.html, _to_twin).encode("utf-8"))


def source(page: RenderedPage) -> Output:
    """A page as the source of one: Markdown that keeps every anchor, where its twin has words only."""
    return Output(twin_path(page.address), markdown(page.html, _to_twin, anchors=True).encode("utf-8"))


def _to_twin(href: str) -> str:
    """Where a link of the page leads among the twins."""
    path, sign, fragment = href.partition("#")
    inside = path.endswith("/") and "://" not in path
    return f"{path}index.md{sign}{fragment}" if inside else href
