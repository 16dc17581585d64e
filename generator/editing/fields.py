"""The fields at the cursor of an editor: which keys are allowed on a line, what each means, which values it may have."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.content_types import BY_SECTION
from generator.entry import Entry, model_in
from generator.field_notes import described

_KEY = re.compile(r"^(?P<indent> *)(?P<dashes>(?:- +)*)(?P<key>[A-Za-z_]\w*):")
_TYPED = re.compile(r"^(?P<indent> *)(?P<dashes>(?:- +)*)(?P<key>[A-Za-z_]*)$")
_VALUE = re.compile(r"^ *(?:- +)*(?P<key>[A-Za-z_]\w*): +(?P<list>\[(?:[^\[\]]*,\s*)?)?(?P<value>[\w-]*)$")


@dataclass(frozen=True)
class Field:
    """A field of a group: its key, its explanation, its allowed values (empty: any), and whether it is required."""

    key: str
    about: str
    choices: tuple[str, ...]
    required: bool


def kind_of(path: str) -> type[Entry] | None:
    """The content type of a file, by its folder; None if the folder has none."""
    parts = path.split("/")
    return BY_SECTION.get(parts[1]) if len(parts) == 3 and parts[0] == "content" else None


def field_at(kind: type[Entry], lines: Sequence[str], row: int, column: int) -> Field | None:
    """The field whose key is at a position (row and column from 0); None if there is none."""
    found = _KEY.match(lines[row]) if row < len(lines) else None
    if not found or not found.start("key") <= column <= found.end("key"):
        return None
    group = _group(kind, lines, row, found.start("key"))
    return next((field for field in _fields(group) if field.key == found["key"]), None) if group else None


def keys_at(kind: type[Entry], lines: Sequence[str], row: int, before: str) -> tuple[int, tuple[Field, ...]]:
    """The column where the key being typed begins, and the fields that can be added there; `before` is the line up to
    the cursor.
    """
    found = _TYPED.match(before)
    group = _group(kind, lines, row, found.start("key")) if found else None
    if not found or not group:
        return 0, ()
    there = _siblings(lines, row, found.start("key"))
    return found.start("key"), tuple(field for field in _fields(group) if field.key not in there)


def choices_at(kind: type[Entry], lines: Sequence[str], row: int, before: str) -> tuple[int, tuple[str, ...]]:
    """The column where the value being typed begins, and the allowed values; `before` is the line up to the cursor."""
    found = _VALUE.match(before)
    key = _KEY.match(before)
    group = _group(kind, lines, row, key.start("key")) if found and key else None
    field = next((field for field in _fields(group) if found and field.key == found["key"]), None) if group else None
    return (found.start("value"), field.choices) if found and field else (0, ())


def _siblings(lines: Sequence[str], row: int, column: int) -> frozenset[str]:
    """The keys that the group already has on other lines."""
    found = set()
    for step in (-1, 1):
        at = row + step
        while 0 <= at < len(lines):
            key = _KEY.match(lines[at])
            if key and key.start("key") < column and lines[at].strip():
                break
            if key and key.start("key") == column:
                found.add(key["key"])
                if key["dashes"] and step < 0:
                    break
            at += step
    return frozenset(found)


def _group(kind: type[Entry], lines: Sequence[str], row: int, column: int) -> type[BaseModel] | None:
    """The group that a key at a column belongs to, found by the less indented keys above it."""
    path: list[str] = []
    for at in range(row - 1, -1, -1):
        key = _KEY.match(lines[at])
        if key and key.start("key") < column:
            path.append(key["key"])
            column = key.start("key")
    model: type[BaseModel] | None = kind
    for name in reversed(path):
        model = (
            next((model_in(f.annotation) for n, f in model.model_fields.items() if name in (n, f.alias)), None)
            if model
            else None
        )
    return model


def _fields(model: type[BaseModel]) -> Iterator[Field]:
    for name, field in described(model).items():
        yield Field(field.alias or name, field.description or "", tuple(_words(field)), field.is_required())


def _words(field: FieldInfo) -> Iterator[str]:
    return _literals(field.annotation)


def _literals(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from map(str, get_args(annotation))
    elif annotation is bool:
        yield from ("true", "false")
    else:
        for argument in get_args(annotation):
            yield from _literals(argument)
