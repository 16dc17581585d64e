"""`llms.txt`: a guide for language models, with links to the Markdown version of every entry."""

from collections.abc import Iterator, Sequence
from functools import partial
from urllib.parse import urljoin

from generator.content_types import CONTENT_TYPES
from generator.imprint import API, LICENCE, WARNING, attribution
from generator.linking.addresses import address
from generator.reading.document import Document
from generator.rendering.edition import Edition
from generator.rendering.inputs import Inputs
from generator.rendering.output import Output, PlannedFiles
from generator.rendering.page import PlannedPage
from generator.rendering.pieces import pieces
from generator.rendering.twins import twin_path

LLMS = "llms.txt"
FOLDER = "llms/"


def planned(inputs: Inputs) -> Iterator[PlannedFiles]:
    """One file at the root of the site, and further ones for types with very many entries."""
    yield PlannedFiles((LLMS, FOLDER), partial(_llms, inputs.edition, inputs.site_url))


def _llms(edition: Edition, site_url: str, pages: Sequence[PlannedPage]) -> tuple[Output, ...]:
    site = edition.library.words.site
    parts = [
        f"# {site.name}\n",
        f"> {site.claim}{WARNING}\n",
        f"内容截至 {edition.day}，许可 {LICENCE}。{attribution(site.name)}每一页都有同样内容的 Markdown，下面列的就是；"
        f"带引用的 JSON 从 {_url(site_url, API + 'index.json')} 开始。标着“待核对”的来源只读到转述，转用时请照样写明。\n",
    ]
    further: list[Output] = []
    for kind in CONTENT_TYPES:
        documents = [d for d in edition.library.section(kind.section) if d.entry.status == "published"]
        first, *others = pieces(documents, lambda document: document.key)
        rows = _rows(first, edition, site_url)
        for some in others:
            path = f"{FOLDER}{some[0].key}.txt"
            rows.append(f"- [{kind.label}，从“{some[0].entry.title}”起]({_url(site_url, path)}): 接着的 {len(some)} 篇")
            further.append(Output(path, "\n".join([*_rows(some, edition, site_url), ""]).encode("utf-8")))
        if rows:
            parts.append(f"## {kind.label}\n\n" + "\n".join(rows) + "\n")
    return (Output(LLMS, "\n".join(parts).encode("utf-8")), *further)


def _rows(documents: Sequence[Document], edition: Edition, site_url: str) -> list[str]:
    """A line for each entry: title, address of its Markdown version, and its summary."""
    return [
        f"- [{d.entry.title}]({_url(site_url, twin_path(address(d.key)))}): {edition.summary(d)}" for d in documents
    ]


def _url(site_url: str, path: str) -> str:
    """The URL of a file; without an address of the site, its path from the root."""
    return urljoin(site_url, path) if site_url else path
