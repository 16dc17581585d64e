"""The YAML text of a new entry: the fields an editor needs, each with a comment that says what to write."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.entry import Entry, Markup, Role, marks_along, model_in
from generator.field_notes import described


@dataclass(frozen=True)
class Beginning:
    """What is known about a new entry; `related` and `clauses` are pairs of a name and its title."""

    title: str
    sentence: str = ""
    topics: tuple[str, ...] = ()
    related: tuple[tuple[str, str], ...] = ()
    clauses: tuple[tuple[str, str], ...] = ()
    steps: tuple[str, ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    """From a submitted form: steps for `do_now`, and pairs of a heading and its text."""


_HOW = "# 写着“可不写”的字段前面有 #；要写，就把它那几行开头的 # 都删掉，别的不动。"


def draft(kind: type[Entry], name: str, beginning: Beginning, on: date, due: date) -> str:
    """The file of a new entry, with `status: draft`; `on` and `due` are the dates of its review."""
    known = {
        "id": [f"id: {name}"],
        "title": [f"title: {_scalar(beginning.title)}"],
        "status": ["status: draft   # 写完以后删掉这一行"],
        "reviewed": ["reviewed:", f"  on: {on}", "  by: 编辑", f"  due: {due}"],
    }
    if beginning.topics:
        known["topics"] = [f"topics: [{', '.join(beginning.topics)}]"]
    if beginning.sentence:
        known |= {field: [f"{field}: {_scalar(beginning.sentence)}"] for field in one_sentence(kind)}
    if beginning.steps and "do_now" in kind.model_fields:
        known["do_now"] = ["do_now:", *(f"  - {_scalar(step)}" for step in beginning.steps)]
    if beginning.sections and "sections" in kind.model_fields:
        known["sections"] = ["sections:", *(line for section in beginning.sections for line in _section(*section))]
    lines = [f"# yaml-language-server: $schema=../../docs/schemas/{kind.type_name()}.json", _HOW]
    for field_name, field in described(kind).items():
        if field_name in known:
            lines += known[field_name]
        elif Role.SELDOM not in marks_along(kind, (field_name,)):
            lines += _field(field_name, field, field_name in kind.wanted)
        if field_name == "relations":
            lines += _suggested(beginning)
    if "relations" not in kind.model_fields:
        lines += _suggested(beginning)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def one_sentence(kind: type[Entry]) -> tuple[str, ...]:
    """The summary fields of a type that hold a sentence; empty if its summary is put together from other fields."""
    return tuple(name for name in kind.summary if Markup("line") in marks_along(kind, (name,)))


def _section(heading: str, text: str) -> list[str]:
    words = [f"      {line}".rstrip() for line in text.split("\n")]
    return [f"  - heading: {_scalar(heading)}" if heading else "  - heading:", "    body: |", *words]


def _suggested(beginning: Beginning) -> list[str]:
    """Comment lines with suggested references and clauses; the editor keeps what fits and deletes the rest."""
    lines = []
    for heading, found in (
        ("搜到的相近条目，合适的写进关系，或在正文里写 [[id]]：", beginning.related),
        ("相近条目引用的条款，核对以后再引用，写成 [@来源:条款]：", beginning.clauses),
    ):
        if found:
            lines += [f"# {heading}", *(f"#   {name}  {title}" for name, title in found)]
    return lines


def _field(name: str, field: FieldInfo, wanted: bool) -> Iterator[str]:
    """The lines of a field. An optional one is commented out with a bare `#`: removing that makes it valid YAML."""
    key, note = field.alias or name, (field.description or "").split("\n")[0]
    needed = field.is_required() or wanted
    comment = "" if needed else "#"
    inner = model_in(field.annotation)
    yield f"# {'【必填】' if needed else '（可不写）'}{note}"
    if _is_list(field.annotation):
        yield f"{comment}{key}:"
        yield from (f"{comment}  {line}" for line in (_item(inner) if inner else ["- "]))
    elif inner:
        yield f"{comment}{key}:"
        yield from (f"{comment}  {line}" for line in _members(inner))
    else:
        yield f"{comment}{key}:{_choices(field.annotation)}"


def _item(model: type[BaseModel]) -> list[str]:
    lines = _members(model)
    first = next(at for at, line in enumerate(lines) if not line.startswith("#"))
    return [*lines[:first], "- " + lines[first], *("  " + line for line in lines[first + 1 :])]


def _members(model: type[BaseModel]) -> list[str]:
    """The lines for the fields of a group; optional ones are empty lists or commented out."""
    return [line for name, field in described(model).items() for line in _member(field.alias or name, field)]


def _member(key: str, field: FieldInfo) -> list[str]:
    """A field of a group with its explanation: behind it, or above it if its value has several lines."""
    note, comment = field.description or "", "" if field.is_required() or _is_list(field.annotation) else "#"
    if _empty(field) == " |":
        return [f"# {note}写在“|”下面，每行比它多缩进两格。", f"{comment}{key}: |"]
    return [f"{comment}{key}:{_empty(field)}   # {note}"]


def _empty(field: FieldInfo) -> str:
    """What follows the colon of an empty field: ` |` for texts of several lines, which may hold colons and references."""
    if _is_list(field.annotation):
        return " []"
    return " |" if Markup("block") in field.metadata else ""


def _is_list(annotation: Any) -> bool:
    origin = get_origin(annotation)
    inner = () if origin is dict else get_args(annotation)
    return origin is tuple or any(_is_list(argument) for argument in inner if get_origin(argument))


def _choices(annotation: Any) -> str:
    values = [value for value in get_args(annotation) if isinstance(value, str)]
    return f"   # {' / '.join(values)}" if values else ""


def _scalar(text: str) -> str:
    safe = text and text[0] not in "[]{}@`%*&!|>'\"#,?:-" and ": " not in text and " #" not in text
    return text if safe and text == text.strip() and text[-1] != ":" else "'" + text.replace("'", "''") + "'"
