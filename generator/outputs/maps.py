"""The map of the whole base: what leads to which effect, and what eases it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from markupsafe import Markup as Html

from generator.content_types.effect import Effect
from generator.rendering import pictures
from generator.rendering.edition import Edition
from generator.rendering.inputs import Inputs
from generator.rendering.page import Page, PlannedPage
from generator.rendering.templates import render
from generator.rendering.views import Link, entry_link

HERE = "/map/"


def planned(inputs: Inputs) -> Iterator[PlannedPage]:
    """The one page that draws the typed relations around effects."""
    yield inputs.list_page(HERE, partial(_map, inputs.edition, inputs.templates))


def _map(edition: Edition, templates: Path) -> Page:
    causes = _related(edition, "leads_to")
    remedies = _related(edition, "eased_by")
    html = render(
        templates, "pages/map.html.j2",
        maps=[
            ("什么会带来什么影响", _picture("什么会带来什么影响", causes, edition), _rows(causes, edition)),
            ("哪些做法能缓解", _picture("哪些做法能缓解", remedies, edition), _rows(remedies, edition)),
        ],
    )  # fmt: skip
    return Page.of(HERE, "全图", "发生的事、带来的影响和能缓解的做法，一张图看完。", html, revised=edition.day)


def _related(edition: Edition, relation: str) -> dict[str, list[str]]:
    """From each entry to those it stands in a relation to; remedies only from effects."""
    found: dict[str, list[str]] = {}
    for document in edition.library:
        if relation == "eased_by" and document.entry.section != Effect.section:
            continue
        if keys := edition.links.forward.get(document.key, {}).get(relation):
            found[document.key] = keys
    return dict(sorted(found.items()))


def _picture(name: str, related: dict[str, list[str]], edition: Edition) -> Html:
    left = list(related)
    right = sorted({key for keys in related.values() for key in keys})
    place = {key: number for number, key in enumerate(right)}
    edges = [(number, place[end]) for number, keys in enumerate(related.values()) for end in keys]
    titles = {key: edition.library[key].entry.title for key in (*left, *right)}
    return Html(pictures.pairs(name, [titles[key] for key in left], [titles[key] for key in right], edges))


def _rows(related: dict[str, list[str]], edition: Edition) -> list[tuple[Link, list[Link]]]:
    return [
        (entry_link(HERE, start, edition), [entry_link(HERE, end, edition) for end in keys])
        for start, keys in related.items()
    ]
