"""References to other entries, clauses and parameters in an entry's texts and fields, not yet resolved."""

import re
from collections.abc import Iterable
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


@remembered
class Reference(NamedTuple):
    """One reference as written.

    `target` is the name, and `sections` are those in which it may be (empty: any). `detail` is the heading of a link to an
    entry or the clause of a citation; `label` the text to show. `text` is None if the reference is a field of its own;
    otherwise `start` and `end` are offsets in it.
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
        """The reference with its offsets moved by so many characters."""
        return self._replace(start=self.start + by, end=self.end + by)


def without_code(text: str, mask: str = " ") -> str:
    """A text with each character of inline code and code blocks replaced by `mask`."""
    return CODE.sub(lambda code: mask * len(code[0]), text) if "`" in text else text


def in_text(text: Text) -> tuple[Reference, ...]:
    """The references in a text, in order, except those in code."""
    words = text.value
    if "[[" not in words and "[@" not in words and "{{" not in words:
        return ()
    return tuple([_in_text(text, found) for found in _REFERENCE.finditer(without_code(words))])


def in_words(words: str) -> tuple[Reference, ...]:
    """The references in a text outside any entry, such as a line that is being typed."""
    return in_text(Text((), words, "line"))


def masked(text: str, references: Iterable[Reference], mask: str, of_parameters: str = "") -> str:
    """A text in which these references, except their labels, are replaced by `mask`, or by `of_parameters` for
    parameters.
    """
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
    """Every reference among an entry's values, in order."""
    found: list[Reference] = []
    for location, value, marks in leaves:
        for mark in marks:
            if isinstance(mark, Markup):
                found += in_text(Text(location, value, mark.kind)) if mark.kind != "plain" else ()
            else:
                found.append(_named(location, value, mark))
    return tuple(found)


def _named(location: Location, value: str, mark: Target | CitationTarget | ParameterTarget) -> Reference:
    """The reference that a field of its own is."""
    if isinstance(mark, Target):
        return Reference("entry", location, value, sections=mark.sections)
    if isinstance(mark, ParameterTarget):
        return Reference("parameter", location, value)
    name, _, clause = value.partition(":")
    return Reference("citation", location, name, clause or None)


def _in_text(text: Text, found: re.Match[str]) -> Reference:
    entry, heading, label, source, clause, parameter = found.groups()
    start, end = found.span()
    if entry:
        name = entry.strip()
        return Reference("entry", text.location, name, heading, label, text, start, end)
    if source:
        return Reference("citation", text.location, source, clause, None, text, start, end)
    return Reference("parameter", text.location, parameter, None, None, text, start, end)
