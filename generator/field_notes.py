"""The docstrings of model fields, which tell editors what to write there.

They are parsed from the source only when needed: by the reference, the schemas, drafts and completion.
"""

import ast
import inspect
import sys
from collections.abc import Mapping
from copy import copy
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo


@cache
def described(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """The fields of a model by name, each with the text below it as its description."""
    notes = _notes(model)
    return {name: _with(field, notes.get(name)) for name, field in model.model_fields.items()}


def describe(schema: dict[str, Any], model: type[BaseModel]) -> None:
    """Put the description of each field into the JSON Schema of a model."""
    for name, field in described(model).items():
        known = schema.get("properties", {}).get(field.alias or name)
        if known is not None and field.description:
            known["description"] = field.description


def _with(field: FieldInfo, note: str | None) -> FieldInfo:
    told = copy(field)
    told.description = note
    return told


def _notes(model: type[BaseModel]) -> dict[str, str]:
    """The docstrings of a model's fields by name, including inherited fields."""
    found: dict[str, str] = {}
    for each in reversed(model.__mro__):
        if issubclass(each, BaseModel) and each is not BaseModel:
            found |= _in_module(each.__module__).get(each.__name__, {})
    return found


@cache
def _in_module(name: str) -> dict[str, dict[str, str]]:
    tree = ast.parse(inspect.getsource(sys.modules[name]))
    return {node.name: _in_class(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _in_class(node: ast.ClassDef) -> dict[str, str]:
    return {
        field.target.id: inspect.cleandoc(note.value.value)
        for field, note in pairwise(node.body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(note, ast.Expr)
        and isinstance(note.value, ast.Constant)
        and isinstance(note.value.value, str)
    }
