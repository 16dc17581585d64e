"""Completion of names that are local to a file: steps of a check, names in formulas, placeholders of a letter."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.content_types.calculator import Calculator
from generator.content_types.check import Check
from generator.content_types.letter import Letter
from generator.entry import Entry
from generator.tools.formulas import FUNCTIONS


class LocalName(NamedTuple):
    """A name that can be used at the cursor, and what it stands for."""

    name: str
    about: str


STEPS, FOUND, FORMULA, FILLED = ("tree", "outcomes"), ("findings",), ("inputs", "constants", "results"), ("fields",)
_USES: dict[type[Entry], tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]] = {
    Check: (
        (re.compile(r"(?:^|[\s{,])go: *(?P<name>[\w-]*)$"), STEPS),
        (re.compile(r"(?:^|[\s{,])if_none: *(?P<name>[\w-]*)$"), ("outcomes",)),
        (re.compile(r"^start: *(?P<name>[\w-]*)$"), ("tree",)),
        (re.compile(r"(?:^|[\s{,])finds: *\[(?:[^\]]*[,\s])?(?P<name>[\w-]*)$"), FOUND),
    ),
    Calculator: ((re.compile(r"(?:^|[\s{,])(?:formula|when): (?:.*[^\w.\"'])?(?P<name>[A-Za-z_]\w*|)$"), FORMULA),),
    Letter: (
        (re.compile(r"^\s*-?\s*(?:if|unless): *(?P<name>[\w-]*)$"), FILLED),
        (re.compile(r"(?<!\{)\{(?P<name>\w*)$"), FILLED),
    ),
}
"""By content type: the fields that use local names, and the lists whose items define them."""
_TOP = re.compile(r"^(?P<field>\w+):")
_GIVEN = re.compile(r"^  - (?:\{ *)?id: *(?P<name>[\w-]+)(?P<rest>.*)$")
_ABOUT = re.compile(r"(?:ask|says|what|title|parameter): *(?P<words>[^,{}]+)")
_FOLDED = re.compile(r"^ *(?:- )?(?:formula|when): *[>|][-+]? *$")
_KEY = re.compile(r"^ *(?:- )?\w+:")


def local_names(kind: type[Entry], lines: Sequence[str], row: int, before: str) -> tuple[int, tuple[LocalName, ...]]:
    """The column where the name being typed begins, and the names of the same file that can be used there."""
    lead = "formula: " if kind is Calculator and _in_formula(lines, row) else ""
    for use, fields in _USES.get(kind, ()):
        if found := use.search(lead + before):
            functions = _functions() if fields is FORMULA else ()
            return len(before) - len(found["name"]), (*_given(lines, fields), *functions)
    return 0, ()


def _in_formula(lines: Sequence[str], row: int) -> bool:
    """Whether a line continues a formula that began on a line above it."""
    for line in reversed(lines[:row]):
        if _KEY.match(line):
            return bool(_FOLDED.match(line))
    return False


def _given(lines: Sequence[str], fields: tuple[str, ...]) -> Iterator[LocalName]:
    field = ""
    for row, line in enumerate(lines):
        if top := _TOP.match(line):
            field = top["field"]
        elif field in fields and (found := _GIVEN.match(line)):
            about = _ABOUT.search(found["rest"]) or _ABOUT.search(" ".join(lines[row + 1 : row + 3]))
            yield LocalName(found["name"], about["words"].strip() if about else "")


def _functions() -> Iterator[LocalName]:
    for name, (takes, gives) in FUNCTIONS.items():
        yield LocalName(name, f"({', '.join(takes)}) → {gives}")
