"""Every reference of every entry, resolved; and the reverse: backlinks, citations, parameter uses, derived relations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from generator.content_types.parameter import Parameter, Value
from generator.content_types.source import Clause, Source
from generator.diagnostics import Span
from generator.entry import CitationTarget, Location, Relations, Target, Text, walk
from generator.library import Document, Library, Resolution

Kind = Literal["entry", "citation", "parameter"]

REFERENCE = re.compile(
    r"\[\[(?P<entry>[^\[\]|#\n]+?)(?:#(?P<heading>[^\[\]|\n]+))?(?:\|(?P<label>[^\[\]\n]+))?\]\]"
    r"|\[@(?P<source>[^\[\]:\s]+)(?::(?P<clause>[^\[\]\s]+))?\]"
    r"|\{\{\s*(?P<parameter>[^{}\n]+?)\s*\}\}"
)
_CODE = re.compile(r"`[^`\n]*`")
_BEGINS = re.compile(r"\[[\[@]|\{\{")

RELATIONS = tuple(Relations.model_fields)
"""The names of the typed relations, in the order readers see them."""


@dataclass(frozen=True)
class Mention:
    """One reference: where it stands, what it names, and what that leads to.

    `target` is the name as written; `detail` is the heading of an entry link or the clause of a citation;
    `label` the words to show; `text` is nothing when the reference is a value of its own, not part of a text.
    """

    kind: Kind
    location: Location
    target: str
    resolution: Resolution
    detail: str | None = None
    label: str | None = None
    text: Text | None = None
    start: int = 0
    end: int = 0
    sections: tuple[str, ...] = ()

    @property
    def relation(self) -> str | None:
        """The typed relation this reference stands in, if it does."""
        return str(self.location[1]) if self.location[0] == "relations" else None

    def span(self, document: Document) -> Span:
        """The place of the reference in its file."""
        return document.within(self.text, self.start, self.end) if self.text else document.at(*self.location)


@dataclass(frozen=True)
class Links:
    """The references of all entries and what can be derived from them; all maps are by entry key."""

    mentions: dict[str, tuple[Mention, ...]]
    backlinks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Entries that name this one, in text or data."""
    cited_by: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Entries that cite `source:clause`; key is the pair as written in citations."""
    used_by: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Entries that use a parameter; key is the parameter's key."""
    reverse: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    """For each entry and relation, the entries that stand in this relation to it."""
    memory: dict[str, dict[tuple[Location, int], Mention]] = field(default_factory=dict, compare=False, repr=False)

    def places(self, key: str) -> dict[tuple[Location, int], Mention]:
        """The references of one entry by where they begin: the field and the offset in it."""
        if key not in self.memory:
            self.memory[key] = {(mention.location, mention.start): mention for mention in self.mentions[key]}
        return self.memory[key]


@lru_cache(4096)
def references(text: str) -> tuple[re.Match[str], ...]:
    """The references in a text, in order; what stands in code is left alone."""
    if not _BEGINS.search(text):
        return ()
    blanked = _CODE.sub(lambda code: " " * len(code[0]), text)
    return tuple(REFERENCE.finditer(blanked))


def link(library: Library) -> Links:
    """All references of a library resolved, with their reverse."""
    mentions = {document.key: tuple(_mentions(document, library)) for document in library}
    backlinks: dict[str, dict[str, None]] = {}
    cited_by: dict[str, dict[str, None]] = {}
    used_by: dict[str, dict[str, None]] = {}
    reverse: dict[str, dict[str, dict[str, None]]] = {}
    for key, found in mentions.items():
        for mention in found:
            target = mention.resolution.key
            if target is None or target == key:
                continue
            if mention.kind == "citation":
                cited_by.setdefault(f"{target.split('/')[1]}:{mention.detail}", {})[key] = None
            elif mention.kind == "parameter":
                used_by.setdefault(target, {})[key] = None
            else:
                backlinks.setdefault(target, {})[key] = None
            if mention.relation:
                reverse.setdefault(target, {}).setdefault(mention.relation, {})[key] = None
    return Links(
        mentions, _sorted(backlinks), _sorted(cited_by), _sorted(used_by),
        {key: _sorted(relations) for key, relations in reverse.items()},
    )  # fmt: skip


def clause_of(library: Library, mention: Mention) -> tuple[Source, Clause | None] | None:
    """The source a citation names and its clause (nothing, when there is no such clause)."""
    if mention.kind != "citation" or mention.resolution.key is None:
        return None
    source = library[mention.resolution.key].entry
    assert isinstance(source, Source)
    return source, next((clause for clause in source.clauses if clause.id == mention.detail), None)


def value_on(parameter: Parameter, day: date) -> Value | None:
    """The value a parameter has on a day, or nothing when none covers it."""
    return next((v for v in parameter.values if v.since <= day and (v.until is None or day <= v.until)), None)


def _mentions(document: Document, library: Library) -> Iterator[Mention]:
    texts = {text.location: text for text in document.texts}
    for location, value, markers in walk(document.entry):
        if location in texts and texts[location].markup != "plain":
            yield from _in_text(texts[location], library)
        for mark in markers:
            if isinstance(mark, Target):
                resolution = library.resolve(value, mark.sections)
                yield Mention("entry", location, value, resolution, sections=mark.sections)
            elif isinstance(mark, CitationTarget):
                name, _, clause = value.partition(":")
                yield Mention("citation", location, name, library.resolve(f"sources/{name}"), clause or None)


def _in_text(text: Text, library: Library) -> Iterator[Mention]:
    for found in references(text.value):
        kind, target, resolution, detail = _resolve(found, library)
        yield Mention(kind, text.location, target, resolution, detail, found["label"], text, found.start(), found.end())


def _resolve(found: re.Match[str], library: Library) -> tuple[Kind, str, Resolution, str | None]:
    if found["entry"]:
        return "entry", found["entry"].strip(), library.resolve(found["entry"].strip()), found["heading"]
    if found["source"]:
        return "citation", found["source"], library.resolve(f"sources/{found['source']}"), found["clause"]
    return "parameter", found["parameter"], library.resolve(f"parameters/{found['parameter']}"), None


def _sorted(found: dict[str, dict[str, None]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(sorted(values)) for key, values in sorted(found.items())}
