"""References in an entry's text and data to other entries, clauses and parameters, before they are resolved."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from generator.content_types.parameter import Parameter
from generator.content_types.source import Source
from generator.entry import CitationTarget, Leaf, Location, Markup, ParameterTarget, Target, Text
from generator.remembering.values import remembered

ReferenceKind = Literal["entry", "citation", "parameter"]

_REFERENCE = re.compile(
    r"\[\[(?P<entry>[^\[\]|#\n]+?)(?:#(?P<heading>[^\[\]|\n]+))?(?:\|(?P<label>[^\[\]\n]+))?\]\]"
    r"|\[@(?P<source>[^\[\]:\s]+)(?::(?P<clause>[^\[\]\s]+))?\]"
    r"|\{\{[ \t]*(?P<parameter>[^{}\s](?:[^{}\n]*[^{}\s])?)[ \t]*\}\}"
)
_SECTIONS = {"citation": Source.section, "parameter": Parameter.section}
CODE = re.compile(r"`[^`\n]*`")
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

    @property
    def clause(self) -> str:
        """The clause of a citation with its source, as it is written: `source:clause`."""
        return f"{self.target}:{self.detail}"

    def moved(self, by: int) -> "Reference":
        """The reference so many characters further on."""
        return self._replace(start=self.start + by, end=self.end + by)


def without_code(text: str, mask: str = " ") -> str:
    """A text with another character for each of what stands in code."""
    return CODE.sub(lambda code: mask * len(code[0]), text) if "`" in text else text


def in_text(text: Text) -> tuple[Reference, ...]:
    """The references in a text, in order; what stands in code is left alone."""
    if not _BEGINS.search(text.value):
        return ()
    return tuple(_in_text(text, found) for found in _REFERENCE.finditer(without_code(text.value)))


def in_words(words: str) -> tuple[Reference, ...]:
    """The references in words that stand in no entry, such as a line that is being typed."""
    return in_text(Text((), words, "line"))


def masked(text: str, references: Iterable[Reference], mask: str, of_parameters: str = "") -> str:
    """A text with another character for each of these references but their labels, and maybe another for parameters."""
    parts: list[str] = []
    at = 0
    for each in references:
        character = of_parameters if of_parameters and each.kind == "parameter" else mask
        label = each.label or ""
        before = each.end - each.start - len(label) - (len("]]") if label else 0)
        parts += text[at : each.start], character * before, label, character * (len("]]") if label else 0)
        at = each.end
    return "".join((*parts, text[at:])) if parts else text


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
        yield from in_text(Text(location, value, mark.kind))


def _in_text(text: Text, found: re.Match[str]) -> Reference:
    entry, heading, label, source, clause, parameter = found.groups()
    start, end = found.span()
    if entry:
        name = entry.strip()
        return Reference("entry", text.location, name, heading, label, text, start, end)
    if source:
        return Reference("citation", text.location, source, clause, None, text, start, end)
    return Reference("parameter", text.location, parameter, None, None, text, start, end)
