"""The settings of the editing page for the browser: one collection for each type of entry, its form made from the model."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.content_types import CONTENT_TYPES
from generator.entry import Entry, Markup, Role, marks_along, model_in
from generator.field_notes import described
from generator.reading.editors_words import TopicWords

PAGE = """<!doctype html>
<html lang="zh">
<meta charset="utf-8">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width">
<title>编辑</title>
<link href="config.json" type="application/json" rel="cms-config-url">
<script src="sveltia-cms.js"></script>
</html>
"""
"""The page itself; the program that makes it work is fetched when the page is built."""
TOOLS = frozenset({"checks", "letters", "calculators"})
"""Types whose entries hold formulas and trees: a form would hide what belongs together."""

Setting = dict[str, Any]


def settings(repository: str, branch: str, topics: TopicWords) -> bytes:
    """The settings, as JSON."""
    found: Setting = {
        "backend": {"name": "github", "repo": repository, "branch": branch},
        "publish_mode": "simple",
        "media_folder": "site_templates/assets/images",
        "output": {"omit_empty_optional_fields": True, "yaml": {"quote": "none", "indent_size": 2}},
        "collections": [
            _collection(kind, topics) for kind in CONTENT_TYPES if kind.section not in TOOLS and not kind.by_hand
        ],
    }
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def _collection(kind: type[Entry], topics: TopicWords) -> Setting:
    return {
        "name": kind.section, "label": kind.label, "folder": f"content/{kind.section}", "create": True,
        "extension": "yaml", "format": "yaml", "slug": "{{fields.id}}", "identifier_field": "title",
        "fields": [
            _topics(field, topics) if name == "topics" else _field(name, field)
            for name, field in described(kind).items()
            if Role.SELDOM not in marks_along(kind, (name,)) or field.is_required()
        ],
    }  # fmt: skip


def _topics(field: FieldInfo, topics: TopicWords) -> Setting:
    options = [{"label": topic.name, "value": topic.id} for topic in topics.topics]
    return {**_shared("topics", field), "widget": "select", "multiple": True, "options": options}


def _field(name: str, field: FieldInfo) -> Setting:
    return {**_shared(field.alias or name, field), **_widget(field.annotation, field.metadata)}


def _shared(key: str, field: FieldInfo) -> Setting:
    about = (field.description or key).split("\n")[0]
    label = about.split("。")[0].split("，")[0][:16]
    default = {"default": field.default} if isinstance(field.default, (str, bool)) else {}
    return {"name": key, "label": label, "hint": about, "required": field.is_required(), **default}


def _widget(annotation: Any, metadata: Any) -> Setting:
    """The kind of input for a field's type."""
    inner = model_in(annotation)
    if _is_list(annotation):
        return {"widget": "list", **({"fields": _members(inner)} if inner else {"field": _ITEM})}
    if inner:
        return {"widget": "object", "fields": _members(inner)}
    if choices := tuple(_choices(annotation)):
        return {"widget": "select", "options": list(choices)}
    kinds = set(_plain_types(annotation))
    if bool in kinds:
        return {"widget": "boolean"}
    if date in kinds:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    many = any(isinstance(mark, Markup) and mark.kind == "block" for mark in metadata)
    return {"widget": "text" if many else "string"}


_ITEM: Setting = {"name": "item", "label": "一项", "widget": "string"}


def _members(model: type[BaseModel]) -> list[Setting]:
    return [_field(name, field) for name, field in described(model).items()]


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(
        _is_list(argument) for argument in get_args(annotation) if get_origin(annotation) is not dict
    )


def _choices(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from map(str, get_args(annotation))
    else:
        for argument in get_args(annotation):
            yield from _choices(argument)


def _plain_types(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type):
        yield annotation
    for argument in get_args(annotation):
        yield from _plain_types(argument)


def lock() -> Path:
    """The folder with the names, versions and hashes of what the page needs."""
    return Path(__file__).parent / "admin_page"
