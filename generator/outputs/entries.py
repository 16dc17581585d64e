"""The page of each entry, through the template of its type."""

from collections.abc import Iterator
from functools import partial

from generator.content_types.source import Source
from generator.linking.addresses import address
from generator.reading.document import Document
from generator.rendering import structured_data
from generator.rendering.citations import in_force
from generator.rendering.edition import Edition
from generator.rendering.inputs import Inputs
from generator.rendering.page import PlannedPage, RenderedPage
from generator.rendering.templates import render
from generator.rendering.views import View

LONGEST = 160
"""Maximum number of characters of a description, since search engines show no more."""


def planned(inputs: Inputs) -> Iterator[PlannedPage]:
    """The pages of all entries that are not retired, in the order of the library."""
    for document in inputs.edition.library:
        if document.entry.status != "retired":
            make = partial(_page, document, inputs)
            key = partial(inputs.showing.key, document)
            entry = document.entry
            yield PlannedPage(address(document.key), make, key, entry.section, document.path, entry.reviewed.on)


def _page(document: Document, inputs: Inputs) -> RenderedPage:
    edition = inputs.showing.part(document)
    entry, view = document.entry, View(document, edition)
    template = f"entries/{entry.type_name()}.html.j2"
    extra: dict[str, str] = {}
    if isinstance(entry, Source):
        extra = {"in_force": in_force(entry, edition.day), "address_says": entry.address_says}
    html = render(inputs.templates, template, e=view.fields, view=view, label=entry.label, **extra)
    return RenderedPage.of(
        address(document.key),
        entry.asked.format(entry.title),
        _description(document, edition),
        html,
        view.headings,
        document.path,
        entry.section,
        entry.reviewed.on,
        structured_data.of_entry(document, edition),
    )


def _description(document: Document, edition: Edition) -> str:
    """The description of a page for search engines: its summary or, for a source, what it is cited for."""
    entry, summary = document.entry, edition.summary(document)
    if not isinstance(entry, Source):
        return summary
    cited = "本站引用的条款和原话：" + "、".join(clause.label for clause in entry.clauses)
    return "。".join(filter(None, (entry.title, summary, in_force(entry, edition.day), cited)))[:LONGEST]
