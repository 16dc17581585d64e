"""References in an entry's text and data to other entries, clauses and parameters, before they are resolved."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from generator.entry import CitationTarget, Leaf, Location, Markup, ParameterTarget, Target, Text
from generator.remembering.values import remembered

ReferenceKind = Literal["entry", "citation", "parameter"]

REFERENCE = re.compile(
    r"\[\[(?P<entry>[^\[\]|#\n]+?)(?:#(?P<heading>[^\[\]|\n]+))?(?:\|(?P<label>[^\[\]\n]+))?\]\]"
    r"|\[@(?P<source>[^\[\]:\s]+)(?::(?P<clause>[^\[\]\s]+))?\]"
    r"|\{\{[ \t]*(?P<parameter>[^{}\s](?:[^{}\n]*[^{}\s])?)[ \t]*\}\}"
)
_SECTIONS = {"citation": "sources", "parameter": "parameters"}
_CODE = re.compile(r"`[^`\n]*`")
_BEGINS = re.compile(r"\[[\[@]|\{\{")


@remembered
class Reference(NamedTuple):
    """One reference as it is written: where it stands and what it names.

    `target` is the name as written and `sections` where it may lie (none: anywhere); `detail` is the heading of an entry
    link or the clause of a citation; `label` the words to show; `text` is nothing when the reference is a value of its
    own, not part of a text.
    """

    kind: ReferenceKind
    location: Location
    target: str
    detail: str | None = None
    label: str | None = None
    text: Text | None = None
    start: int = 0
    end: int = 0
    sections: tuple[str, ...] = ()

    @property
    def looked_up(self) -> str:
        """The key or id to look for."""
        return self.target if self.kind == "entry" else f"{_SECTIONS[self.kind]}/{self.target}"


@lru_cache(4096)
def references(text: str) -> tuple[re.Match[str], ...]:
    """The references in a text, in order; what stands in code is left alone."""
    if not _BEGINS.search(text):
        return ()
    blanked = _CODE.sub(lambda code: " " * len(code[0]), text) if "`" in text else text
    return tuple(REFERENCE.finditer(blanked))


def written(leaves: Iterable[Leaf]) -> tuple[Reference, ...]:
    """Every reference of an entry, given its values, in their order."""
    return tuple(
        reference for location, value, marks in leaves for mark in marks for reference in _in(location, value, mark)
    )


def _in(location: Location, value: str, mark: object) -> Iterator[Reference]:
    if isinstance(mark, Target):
        yield Reference("entry", location, value, sections=mark.sections)
    elif isinstance(mark, CitationTarget):
        name, _, clause = value.partition(":")
        yield Reference("citation", location, name, clause or None)
    elif isinstance(mark, ParameterTarget):
        yield Reference("parameter", location, value)
    elif isinstance(mark, Markup) and mark.kind != "plain":
        text = Text(location, value, mark.kind)
        for found in references(value):
            yield _in_text(text, found)


def _in_text(text: Text, found: re.Match[str]) -> Reference:
    entry, heading, label, source, clause, parameter = found.groups()
    start, end = found.span()
    if entry:
        name = entry.strip()
        return Reference("entry", text.location, name, heading, label, text, start, end)
    if source:
        return Reference("citation", text.location, source, clause, None, text, start, end)
    return Reference("parameter", text.location, parameter, None, None, text, start, end)
