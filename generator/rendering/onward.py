"""Onward links of a page: one main action, other tools, the next step, and at most nine links in three groups."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

from generator.content_types import BY_SECTION
from generator.entry import OnwardKind
from generator.reading.document import Document
from generator.rendering.edition import Edition

MOST = 3
"""Maximum number of links in a group."""
GROUPS: Mapping[OnwardKind, str] = {"act": "接着做", "understand": "弄明白", "feel": "心里难受"}
"""The groups and their titles, in order."""
_NEAREST = ("helps_with", "next", "eased_by", "related", "counters", "leads_to", "based_on")
"""Relations in the order in which they are used for links; all others follow."""


class Way(NamedTuple):
    """The keys of the entries that the end of a page links to."""

    first: str | None
    """The main action: a tool, else the next step."""
    tools: tuple[str, ...]
    """Further tools for this page."""
    next: str | None
    groups: tuple[tuple[str, tuple[str, ...]], ...]


def way(document: Document, edition: Edition) -> Way:
    """The onward links of a page: its own relations first, then those of other entries to it."""
    steps = edition.links.forward.get(document.key, {}).get("next", ())
    then = steps[0] if steps else None
    keys = [key for key in dict.fromkeys(_near(document, edition)) if key not in (then, document.key)]
    helpers = edition.links.reverse.get(document.key, {}).get("helps_with", ())
    tool = next((key for key in helpers if _is_tool(key, edition)), None)
    tools = tuple(key for key in keys if key not in (tool, then) and _is_tool(key, edition))[:MOST]
    groups = ((GROUPS[kind], _of(kind, keys)) for kind in get_args(OnwardKind))
    return Way(tool or then, tools, then, tuple((name, found) for name, found in groups if found))


def _is_tool(key: str, edition: Edition) -> bool:
    return edition.face(key).tool


def _of(kind: OnwardKind, keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if BY_SECTION[key.partition("/")[0]].onward == kind)[:MOST]


def _distance(relation: str) -> int:
    return _NEAREST.index(relation) if relation in _NEAREST else len(_NEAREST)


def _near(document: Document, edition: Edition) -> Iterator[str]:
    links = edition.links
    for found in (links.forward.get(document.key, {}), links.reverse.get(document.key, {})):
        for relation in sorted(found, key=_distance):
            yield from found[relation]
    # Order of pages that refer to this one: first those that it refers to as well; for a contact then those that have it
    # first in `turn_to`; then those with a deadline.
    own = {mention.resolution.key for mention in links.mentions.get(document.key, ())}
    first = links.called_first.get(document.key, ())

    def distance(key: str) -> tuple[bool, bool, bool]:
        return key not in own, key not in first, not edition.face(key).chip

    yield from sorted(links.backlinks.get(document.key, ()), key=distance)
