"""The page of each entry, through the template of its type."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generator.content_types.source import Source
from generator.linking.addresses import address
from generator.reading.document import Document
from generator.remembering.memo import Memo
from generator.rendering.citations import in_force
from generator.rendering.edition import Edition
from generator.rendering.fingerprints import Fingerprints
from generator.rendering.page import Page, Planned
from generator.rendering.templates import render
from generator.rendering.views import View, rendered


def pages(edition: Edition, templates: Path) -> tuple[Planned, ...]:
    """The pages of all entries that are not retired, in the order of the library."""
    return tuple(
        Planned(address(d.key), partial(page, d, edition, templates), d.entry.section, d.path) for d in shown(edition)
    )


def made(edition: Edition, templates: Path, memo: Memo, fingerprints: Fingerprints) -> Iterator[Page]:
    """The same pages, made many at once or remembered."""
    documents = shown(edition)
    keys = map(fingerprints.key, documents)
    return memo.over("page", lambda document: page(document, edition, templates), documents, keys)


def shown(edition: Edition) -> list[Document]:
    """The entries that have a page."""
    return [document for document in edition.library if document.entry.status != "retired"]


def page(document: Document, edition: Edition, templates: Path) -> Page:
    """The page of one entry."""
    entry, view = document.entry, View(document, edition)
    template = f"entries/{type(entry).__name__.lower()}.html.j2"
    extra = {"in_force": in_force(entry, edition.day)} if isinstance(entry, Source) else {}
    html = render(templates, template, e=rendered(document, edition), view=view, label=entry.label, **extra)
    return Page.of(
        address(document.key), entry.title, edition.summary(document), html, view.headings,
        document.path, entry.section, entry.reviewed.on,
    )  # fmt: skip
