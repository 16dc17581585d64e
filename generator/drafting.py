"""The text of a new entry: every field an editor will want, each with what to write in it."""

from collections.abc import Iterator
from datetime import date
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.entry import Entry

_SKIPPED = frozenset(
    ("id", "title", "status", "moved_from", "replaced_by", "reviewed", "allow", "milestones", "facts", "timeline")
)
"""Fields that are written already, or that few entries need."""


def draft(kind: type[Entry], name: str, title: str, on: date, due: date) -> str:
    """A YAML file as a draft: it says `status: draft` until the editor takes that line away."""
    lines = [
        f"# yaml-language-server: $schema=../../docs/schemas/{kind.__name__.lower()}.json",
        f"id: {name}", f"title: {_scalar(title)}", "status: draft   # 写完以后删掉这一行",
        "reviewed:", f"  on: {on}", "  by: 编辑", f"  due: {due}",
    ]  # fmt: skip
    for field_name, field in kind.model_fields.items():
        if field_name not in _SKIPPED:
            lines += _field(field_name, field, "")
    return "\n".join(lines) + "\n"


def _field(name: str, field: FieldInfo, indent: str) -> Iterator[str]:
    key, note = field.alias or name, (field.description or "").split("\n")[0]
    comment = "" if field.is_required() else "# "
    inner = _model(field.annotation)
    yield f"{indent}# {note}"
    if _is_list(field.annotation):
        yield f"{indent}{comment}{key}:"
        yield from (f"{indent}{comment}  {line}" for line in (_item(inner) if inner else ["- "]))
    elif inner:
        yield f"{indent}{comment}{key}:"
        yield from (f"{indent}{comment}  {line}" for line in _members(inner))
    else:
        yield f"{indent}{comment}{key}: {_choices(field.annotation)}"


def _item(model: type[BaseModel]) -> list[str]:
    members = _members(model)
    return ["- " + members[0], *("  " + member for member in members[1:])]


def _members(model: type[BaseModel]) -> list[str]:
    return [f"{field.alias or name}:   # {(field.description or '')}" for name, field in model.model_fields.items()]


def _model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for argument in get_args(annotation) if (found := _model(argument))), None)


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(
        _is_list(argument) for argument in get_args(annotation) if get_origin(argument)
    )


def _choices(annotation: Any) -> str:
    values = [value for value in get_args(annotation) if isinstance(value, str)]
    return f"  # {' / '.join(values)}" if values else ""


def _scalar(text: str) -> str:
    safe = text and text[0] not in "[]{}@`%*&!|>'\"#,?:-" and ": " not in text and " #" not in text
    return text if safe else "'" + text.replace("'", "''") + "'"
