"""The twin of each page: its Markdown version, in `index.md` beside it, for programs and for readers who want text
only.
"""

from generator.linking.addresses import file_of
from generator.rendering.markdown import markdown, to_twin
from generator.rendering.output import Output
from generator.rendering.page import RenderedPage

TWIN = b"twin"
"""Takes the place of the layout in the hash of a Markdown version, which has none."""


def twin_path(page_address: str) -> str:
    """The path of the twin of a page."""
    return file_of(page_address).removesuffix("html") + "md"


def twin(page: RenderedPage) -> Output:
    """The twin of a page, with links to other twins."""
    return Output(twin_path(page.address), page.markdown)


def source(page: RenderedPage) -> Output:
    """A page as a Markdown source for other generators; unlike the twin it keeps every anchor."""
    return Output(twin_path(page.address), markdown(page.html, to_twin, anchors=True).encode("utf-8"))
