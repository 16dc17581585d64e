"""Reverse dependencies: every page that depends on a source, a clause, a parameter or an entry."""

from collections import deque
from dataclasses import dataclass

from generator.content_types import CONTENT_TYPES
from generator.linking.links import Links
from generator.reading.library import Library
from generator.remembering.values import remembered

RESTED_ON = tuple(kind.section for kind in CONTENT_TYPES if kind.risk == "law")
"""The sections of entries that others depend on."""


@remembered
@dataclass(frozen=True)
class Reached:
    """An entry that depends on the one asked about: over how many steps (from 1), and through which name."""

    key: str
    steps: int
    through: str


def impact(library: Library, links: Links, asked: str) -> tuple[Reached, ...]:
    """What depends on `source`, `source:clause`, `{parameter}` or an entry, nearest first.

    A page depends on clauses it cites, on parameters it uses, and on the sources of these. Links for further reading do
    not
    count: a page does not become wrong when one it mentions changes. Raises `KeyError` for an unknown name.
    """
    found: dict[str, Reached] = {}
    waiting = deque((key, 1, name) for name in _names(library, asked) for key in _resting_on(library, links, name))
    while waiting:
        key, steps, through = waiting.popleft()
        if key not in found:
            found[key] = Reached(key, steps, through)
            waiting.extend((other, steps + 1, key) for other in links.used_by.get(key, ()))
    return tuple(sorted(found.values(), key=lambda reached: (reached.steps, reached.key)))


def _names(library: Library, asked: str) -> list[str]:
    """The citations or the key that the argument `asked` stands for."""
    name, _, clause = asked.partition(":")
    key = library.resolve(name, RESTED_ON).key
    if key is None:
        raise KeyError(name)
    document = library[key]
    clauses = [item.id for item in getattr(document.entry, "clauses", ())]
    if clause and clause not in clauses:
        raise KeyError(asked)
    if clause:
        return [f"{document.entry.id}:{clause}"]
    return [key, *(f"{document.entry.id}:{item}" for item in clauses)]


def _resting_on(library: Library, links: Links, name: str) -> tuple[str, ...]:
    return (
        links.cited_by.get(name, ()) if ":" in name else (*links.used_by.get(name, ()), *links.backlinks.get(name, ()))
    )
