"""The map page: which entries lead to which effects, and what eases these."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generator.content_types.effect import Effect
from generator.rendering.edition import Edition
from generator.rendering.inputs import Inputs
from generator.rendering.page import PlannedPage, RenderedPage
from generator.rendering.templates import render
from generator.rendering.views import Link, by_place, entry_link

HERE = "/map/"


def planned(inputs: Inputs) -> Iterator[PlannedPage]:
    """One page with the relations around effects."""
    yield inputs.list_page(HERE, partial(_map, inputs.edition, inputs.templates))


def _map(edition: Edition, templates: Path) -> RenderedPage:
    effects = [d for d in by_place(edition.library.section(Effect.section)) if d.entry.status == "published"]
    rows = [(entry_link(HERE, d.key, edition), _causes(d.key, edition), _remedies(d.key, edition)) for d in effects]
    html = render(templates, "pages/map.html.j2", rows=rows)
    return RenderedPage.of(
        HERE,
        "全图：什么会让人难受，什么能缓解",
        "每一种影响从哪里来，怎么缓解，一张表看完。",
        html,
        revised=edition.day,
    )


def _causes(effect: str, edition: Edition) -> list[Link]:
    return [entry_link(HERE, key, edition) for key in edition.links.reverse.get(effect, {}).get("leads_to", ())]


def _remedies(effect: str, edition: Edition) -> list[Link]:
    return [entry_link(HERE, key, edition) for key in edition.links.forward.get(effect, {}).get("eased_by", ())]
