"""The settings of the editing page for the browser (Sveltia CMS): one collection for each content type, with a form
generated from its model.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.content_types import CONTENT_TYPES
from generator.entry import Entry, Markup, ParameterTarget, Record, Role, Target, fields, marks_along, model_in
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
"""The HTML page; `kb admin` fetches the program that it loads."""
Setting = dict[str, Any]


def settings(repository: str, branch: str, topics: TopicWords) -> bytes:
    """The settings of Sveltia CMS for a GitHub repository and a branch, as JSON."""
    found: Setting = {
        "backend": {"name": "github", "repo": repository, "branch": branch},
        "publish_mode": "simple",
        "media_folder": "site_templates/assets/images",
        "output": {"omit_empty_optional_fields": True, "yaml": {"quote": "none", "indent_size": 2}},
        "collections": [_collection(kind, topics) for kind in CONTENT_TYPES],
    }
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def _collection(kind: type[Entry], topics: TopicWords) -> Setting:
    form = _PAGE_FORM if kind.by_hand else {"extension": "yaml", "format": "yaml"}
    return {
        "name": kind.section,
        "label": kind.label,
        "folder": f"content/{kind.section}",
        "create": True,
        **form,
        "slug": "{{fields.id}}",
        "identifier_field": "title",
        "fields": [
            *(
                _topics(field, topics) if name == "topics" else _field(kind, name, field)
                for name, field in described(kind).items()
                if Role.SELDOM not in marks_along(kind, (name,)) or field.is_required()
                if not (kind.by_hand and name == "sections") and not _is_free(field.annotation)
            ),
            *([_BODY] if kind.by_hand else []),
        ],
    }


def _is_free(annotation: Any) -> bool:
    """Whether a field is a mapping with keys of the editor's choice: forms have no inputs for it, and saving keeps it."""
    inner = model_in(annotation)
    return inner is not None and any(get_origin(field.annotation) is dict for field in inner.model_fields.values())


_PAGE_FORM: Setting = {"extension": "md", "format": "yaml-frontmatter"}
_BODY: Setting = {
    "name": "body",
    "label": "正文",
    "hint": "每一节以“## 小标题”开头。",
    "widget": "text",
    "required": True,
}
"""The form field for the text of a Markdown page, below its front matter."""


def _topics(field: FieldInfo, topics: TopicWords) -> Setting:
    options = [{"label": topic.name, "value": topic.id} for topic in topics.topics]
    return {**_shared("topics", field), "widget": "select", "multiple": True, "options": options}


def _field(model: type[Record], name: str, field: FieldInfo) -> Setting:
    marks = next(marks for own, _, marks in fields(model) if own == name)
    return {
        **_shared(field.alias or name, field),
        **(_picker(field.annotation, marks) or _widget(field.annotation, field.metadata)),
    }


def _picker(annotation: Any, marks: tuple[Any, ...]) -> Setting:
    """A select input that lists entries by their titles, for a reference to a single section; else empty."""
    section = next((_section(mark) for mark in marks), "") if model_in(annotation) is None else ""
    if not section:
        return {}
    return {
        "widget": "relation",
        "collection": section,
        "value_field": "id",
        "search_fields": ["title", "id"],
        "display_fields": ["title"],
        "multiple": _is_list(annotation),
    }


def _section(mark: Any) -> str:
    if isinstance(mark, ParameterTarget):
        return "parameters"
    return mark.sections[0] if isinstance(mark, Target) and len(mark.sections) == 1 else ""


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
    if int in kinds:
        return {"widget": "number", "value_type": "int"}
    if date in kinds:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    many = any(isinstance(mark, Markup) and mark.kind == "block" for mark in metadata)
    return {"widget": "text" if many else "string"}


_ITEM: Setting = {"name": "item", "label": "一项", "widget": "string"}


def _members(model: type[BaseModel]) -> list[Setting]:
    assert issubclass(model, Record)
    return [_field(model, name, field) for name, field in described(model).items()]


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
    """The folder of the npm lock file for the program of the page."""
    return Path(__file__).parent / "admin_page"
