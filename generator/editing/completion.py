"""Completion, hover and references for the language server: what can be written here, what a name means, where it is
used.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.content_types import CONTENT_TYPES
from generator.content_types.parameter import Parameter
from generator.content_types.source import Clause, Source
from generator.content_types.term import Term
from generator.diagnostics import Span
from generator.entry import Target, keys_with
from generator.linking.links import Links, value_on
from generator.reading.library import Library
from generator.reading.references import Reference, in_words
from generator.rendering.citations import in_force
from generator.rendering.edition import Edition


@dataclass(frozen=True)
class Suggestion:
    """A completion: the text to insert, its title, and a description."""

    insert: str
    title: str
    meaning: str


@dataclass(frozen=True)
class NameOnLine:
    """A name on a line and what it refers to: the key of an entry, the clause if it is a citation, and start and end
    columns (from 0).
    """

    key: str
    clause: str | None
    start: int
    end: int


_OPEN = re.compile(
    r"\[\[(?P<of>[^\[\]|#]+)#(?P<heading>[^\[\]|]*)$|(?P<entry>\[\[(?P<id>[^\[\]|#]*))$|\[@(?P<source>[a-z0-9-]*)(?P<colon>:(?P<clause>[^\]\s]*))?$|\{\{(?P<parameter>[^{}]*)$"
)
_NAMING = sorted({key for kind in CONTENT_TYPES for key in keys_with(kind, Target)})
"""The fields that name other entries."""
_FIELD = re.compile(rf"^\s*(?:-\s+)?(?:{'|'.join(_NAMING)}):(?:\s*\[)?(?:[^\[\]]*,)?\s*(?P<id>[\w/-]*)$")
_NAME = re.compile(r"[a-z0-9]+(?:[/-][a-z0-9]+)*")


def suggestions(library: Library, before: str, day: date) -> Iterator[Suggestion]:
    """Completions for the text before the cursor on its line."""
    found = _OPEN.search(before) or _FIELD.search(before)
    if found is None:
        return
    groups = found.groupdict()
    if groups.get("of") is not None:
        yield from _headings(library, groups["of"])
    elif groups.get("colon") is not None:
        yield from _clauses(library, groups["source"])
    elif groups.get("source") is not None:
        yield from (Suggestion(d.entry.id, d.entry.title, "") for d in library.section(Source.section))
    elif groups.get("parameter") is not None:
        yield from _parameters(library, day)
    else:
        yield from _entries(library)


def typed(before: str) -> str:
    """The part of a name that is already typed; the chosen suggestion replaces it."""
    found = _OPEN.search(before) or _FIELD.search(before)
    groups = found.groupdict() if found else {}
    names = ("heading", "clause", "source", "parameter", "id")
    return next((groups[name] for name in names if groups.get(name) is not None), "")


def _headings(library: Library, name: str) -> Iterator[Suggestion]:
    key = library.resolve(name.strip()).key
    for text in library[key].texts if key else ():
        if text.location[-1] == "heading":
            yield Suggestion(text.value, library[key or ""].entry.title, "")


def _entries(library: Library) -> Iterator[Suggestion]:
    for key, document in sorted(library.documents.items()):
        if not isinstance(document.entry, Parameter):
            short = library.resolve(document.entry.id).state == "found"
            yield Suggestion(document.entry.id if short else key, document.entry.title, document.entry.label)


def _clauses(library: Library, name: str) -> Iterator[Suggestion]:
    source = library.named(Source, name)
    for clause in source.clauses if source else ():
        yield Suggestion(clause.id, clause.label, clause.text or clause.says)


def _parameters(library: Library, day: date) -> Iterator[Suggestion]:
    for document in library.section("parameters"):
        if isinstance(document.entry, Parameter):
            value = value_on(document.entry, day)
            yield Suggestion(
                document.entry.id,
                document.entry.title,
                f"{value.value if value else '？'} {document.entry.unit or ''}".strip(),
            )


def name_at(library: Library, line: str, column: int) -> NameOnLine | None:
    """The reference or bare entry id at a column (from 0) of a line; None if there is none."""
    for reference in in_words(line):
        if reference.start <= column <= reference.end:
            return _named(library, reference)
    for found in _NAME.finditer(line):
        if found.start() <= column <= found.end():
            resolution = library.resolve(found[0])
            if resolution.key and ("-" in found[0] or "/" in found[0] or _FIELD.search(line[: found.end()])):
                return NameOnLine(resolution.key, None, found.start(), found.end())
    return None


def _named(library: Library, reference: Reference) -> NameOnLine | None:
    key = library.resolve(reference.looked_up).key
    clause = reference.detail if reference.kind == "citation" else None
    return NameOnLine(key, clause, reference.start, reference.end) if key else None


def meaning(library: Library, links: Links, named: NameOnLine, day: date) -> str:
    """What a name means, as Markdown for a hover: title and summary, or the text of the clause."""
    document = library[named.key]
    entry = document.entry
    if isinstance(entry, Source):
        clause = next((item for item in entry.clauses if item.id == named.clause), None)
        return _source(entry, clause, day)
    if isinstance(entry, Parameter):
        value = value_on(entry, day)
        return f"**{entry.title}**：{value.value if value else '？'} {entry.unit or ''}".rstrip()
    kind = "俗语" if isinstance(entry, Term) and entry.slang else entry.label
    return f"**{entry.title}**（{kind}）\n\n{Edition.of(library, links, day).summary(document)}"


def _source(source: Source, clause: Clause | None, day: date) -> str:
    words = f"\n\n> {clause.text}" if clause and clause.text else ""
    says = f"\n\n{clause.says}" if clause else ""
    note = "\n\n待核对官方原文" if source.tier == "reported" else ""
    return f"**{source.title}** {clause.label if clause else ''}（{in_force(source, day, clause)}）{words}{says}{note}"


def place_of(library: Library, named: NameOnLine) -> tuple[str, Span]:
    """The file and place where a name is defined: the clause, or the entry's id."""
    document = library[named.key]
    if isinstance(document.entry, Source) and named.clause:
        for index, clause in enumerate(document.entry.clauses):
            if clause.id == named.clause:
                return document.path, document.at("clauses", index, "id")
    return document.path, document.at("id")


def uses(library: Library, links: Links, named: NameOnLine) -> Iterator[tuple[str, Span]]:
    """The file and place of every reference to what a name leads to."""
    for key, mentions in links.mentions.items():
        for mention in mentions:
            if mention.resolution.key == named.key and (
                named.clause is None or mention.reference.detail == named.clause
            ):
                yield library[key].path, mention.span(library[key])
