"""The local names of a tool: which are defined by its items, and which are used but not defined."""

import re
from collections.abc import Iterable, Iterator

from generator.content_types.calculator import Calculator
from generator.content_types.check import Check
from generator.content_types.letter import TODAY, Letter
from generator.content_types.source import Source
from generator.entry import Entry, Names, fields, marks_along
from generator.reading.numerals import clause_id
from generator.tools.calculation import formulas
from generator.tools.formulas import FUNCTIONS
from generator.tools.placeholders import names

_WORDS = frozenset({"and", "or", "not", "if", "else", "True", "False"})


def names_of(entry: Entry) -> list[str]:
    """The names that the items of an entry's lists define, in order."""
    kind = type(entry)
    lists = [
        name for name, key, _ in fields(kind) if any(isinstance(each, Names) for each in marks_along(kind, (key,)))
    ]
    return [item.id for name in lists for item in getattr(entry, name)]


def repeated(found: Iterable[str]) -> bool:
    """Whether a name occurs twice."""
    known = list(found)
    return len(known) != len(set(known))


def lacking(entry: Entry) -> list[str]:
    """The names that an entry uses but does not define, in order."""
    known = set(names_of(entry))
    return [name for name in dict.fromkeys(_used(entry)) if name not in known]


def _used(entry: Entry) -> Iterator[str]:
    if isinstance(entry, Letter):
        yield from sorted(names(entry) - {TODAY})
    if isinstance(entry, Source):
        yield from filter(None, (clause_id(clause.label) for clause in entry.clauses))
    if isinstance(entry, Calculator):
        for _, formula in formulas(entry):
            bare = re.sub("\"[^\"]*\"|'[^']*'", "", formula)
            yield from (name for name in re.findall(r"[a-z]\w*", bare) if name not in FUNCTIONS.keys() | _WORDS)
    if isinstance(entry, Check):
        yield entry.start
        for answer in (answer for question in entry.tree for answer in question.answers):
            yield from (answer.go, *answer.finds)
