"""Guesses what an editor meant by an unknown key or an invalid choice."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from generator.content_types import BY_SECTION
from generator.diagnostics import Wording
from generator.entry import Location, model_in, named
from generator.field_notes import described
from generator.reading.yaml_nodes import GroupNode, plain

NOWHERE = Wording("", "")
_ALSO_CALLED = {
    "url": ("address",),
    "link": ("address",),
    "website": ("address",),
    "tel": ("phone",),
    "number": ("value", "phone"),
    "date": ("on", "effective", "published", "from"),
    "name": ("title", "label", "heading", "who"),
    "content": ("body", "text", "definition"),
    "summary": ("answer", "short", "says"),
    "tags": ("topics",),
    "category": ("topics", "kind", "purpose"),
    "type": ("kind", "purpose"),
    "options": ("choices",),
    "question": ("ask",),
    "label": ("says", "ask", "heading"),
    "reason": ("why",),
    "symptoms": ("signs",),
    "author": ("issuer", "by"),
    "steps": ("do_now",),
    "avoid": ("dont",),
    "reference": ("source", "sources"),
    "min": ("least",),
    "max": ("most",),
    "required": ("optional",),
    "limits": ("not_for",),
    "see_also": ("related", "see"),
    "links": ("related", "see"),
    "synonyms": ("aliases",),
    "keywords": ("aliases", "questions"),
    "explanation": ("definition", "why", "about"),
    "meaning": ("definition",),
    "description": ("definition", "about", "answer", "introduction"),
    "intro": ("introduction", "answer"),
    "step": ("entry",),
    "expires": ("ended", "until"),
    "end": ("ended", "until"),
    "until": ("due", "ended"),
    "deadline": ("due",),
    "updated": ("on",),
    "reviewer": ("by",),
    "publisher": ("issuer",),
    "telephone": ("phone",),
    "time": ("hours",),
    "scope": ("handles",),
    "tips": ("do_now",),
    "warning": ("dont",),
    "biaoti": ("title", "heading"),
    "bieming": ("aliases",),
    "zhuti": ("topics",),
    "wenti": ("questions", "ask"),
    "daan": ("answer",),
    "zhengwen": ("body", "sections"),
    "laiyuan": ("source", "sources"),
    "dianhua": ("phone",),
    "dizhi": ("address",),
    "riqi": ("on", "effective", "published", "from"),
    "yuanyin": ("why",),
}
"""By the name of a field in other formats, or in pinyin: the fields that may be meant, most likely first."""
_OF_SHAPE = ("string_type", "tuple_type", "model_type", "dict_type", "bool_parsing", "bool_type", "int_parsing")


class Unknown(NamedTuple):
    """An unknown key: the type of the entry, the location of the key, and the group that contains it."""

    content_type: type[BaseModel]
    location: Location
    group: GroupNode

    @property
    def key(self) -> str:
        """The key as written, without the value that a full-width colon has made part of it."""
        return str(self.location[-1]).partition("：")[0]

    @property
    def fields(self) -> Mapping[str, FieldInfo]:
        """The fields that are allowed there and not present, by key."""
        fields = described(model_at(self.content_type, self.location[:-1]))
        keyed = {field.alias or name: field for name, field in fields.items()}
        return {key: field for key, field in keyed.items() if key not in self.group.values}


def meant_key(unknown: Unknown) -> str:
    """The field that was probably meant: by spelling, by meaning, or because it is the only one missing; else empty."""
    absent, value = unknown.fields, plain(unknown.group.values[str(unknown.location[-1])])
    fitting = {key: field for key, field in absent.items() if _may_hold(field, value)}
    if belongs_elsewhere(unknown) is not NOWHERE:
        return ""
    other = [name for name in _ALSO_CALLED.get(_letters(unknown.key), ()) if name in fitting]
    by_letters = get_close_matches(_letters(unknown.key), fitting, 1, 0.6)
    looks = (other, by_letters, _by_meaning(unknown.key, fitting), _lacking(fitting, value))
    return next((found[0] for found in looks if found), "") or _nearly(unknown.key, absent)


def _letters(key: str) -> str:
    return re.sub("(?<=[a-z])(?=[A-Z])|[-_ ]", "_", unicodedata.normalize("NFKC", key)).lower()


def _nearly(key: str, fields: Mapping[str, FieldInfo]) -> str:
    """A field with a very similar name, even if the value does not fit; else empty."""
    return next(iter(get_close_matches(_letters(key), fields, 1, 0.85)), "")


def _by_meaning(key: str, fields: Mapping[str, FieldInfo]) -> list[str]:
    """Fields whose docstrings contain the word, earliest occurrence first."""
    notes = {name: (field.description or "").replace("网址", "地址") for name, field in fields.items()}
    word = re.compile(rf"(?<![A-Za-z]){re.escape(key)}(?![A-Za-z])", re.IGNORECASE)
    found = sorted((at.start(), name) for name, note in notes.items() if (at := word.search(note)))
    return [name for _, name in found] or _by_characters(key, notes)


def _by_characters(key: str, notes: Mapping[str, str]) -> list[str]:
    """The fields whose docstrings contain most of the characters of a Chinese key."""
    han = set(re.findall("[\u4e00-\u9fff]", key))
    found = sorted((-len(han & set(note.split("。")[0])), name) for name, note in notes.items()) if len(han) > 1 else []
    best = [name for score, name in found if score == found[0][0] and -score >= max(2, len(han) * 0.6)]
    return best if len(best) == 1 else []


def _lacking(fields: Mapping[str, FieldInfo], value: Any) -> list[str]:
    """The only missing required field, or the only one that fits the value, or the only one at all."""
    required = [key for key, field in fields.items() if field.is_required()]
    formed = [key for key, field in fields.items() if _holds(field, value) and not _may_hold(field, "字")]
    return next((found for found in (required, formed, [*fields]) if len(found) == 1), [])


def _may_hold(field: FieldInfo, value: Any) -> bool:
    """Whether a value has the right kind for a field: text, list or group."""
    return not any(each["loc"] == () and each["type"] in _OF_SHAPE for each in _faults(field, value))


def _holds(field: FieldInfo, value: Any) -> bool:
    return isinstance(value, str) and not _faults(field, value)


def _faults(field: FieldInfo, value: Any) -> Sequence[Any]:
    kind: Any = field.annotation
    find = _faults_of_text if isinstance(value, str) else _faults_of
    return find(_adapter(kind, tuple(field.metadata)), value)


def _faults_of(adapter: TypeAdapter[Any], value: Any) -> Sequence[Any]:
    try:
        adapter.validate_python(value)
    except ValidationError as error:
        return error.errors(include_url=False)
    return ()


# A file of very many keys that are none, often of the same value, must not be slow to read.
_faults_of_text = lru_cache(1 << 14)(_faults_of)


@cache
def _adapter(annotation: Any, metadata: tuple[Any, ...]) -> TypeAdapter[Any]:
    return TypeAdapter(Annotated[annotation, *metadata] if metadata else annotation)


def belongs_elsewhere(unknown: Unknown) -> Wording:
    """A sentence that says in which other group of the entry a key belongs; else empty."""
    key, outside = str(unknown.location[-1]), unknown.location[:-1]
    top = [field.alias or name for name, field in unknown.content_type.model_fields.items()]
    if outside and key in top:
        return Wording(
            f"“{key}”是最外层的字段：移出去，顶格写。", f"`{key}` is a field of the entry: begin it at the margin. "
        )
    for name, group in () if outside else _groups(unknown.content_type):
        if name in unknown.group.values and key in group.model_fields:
            zh = f"“{key}”写在 {name} 下面：移到那里，行首空两格。"
            return Wording(zh, f"`{key}` belongs to {name}: move it there, indented by two blanks. ")
    return NOWHERE


def _groups(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """The groups that occur once in an entry, with their keys."""
    for name, field in model.model_fields.items():
        inner = model_in(field.annotation)
        if inner and not any(get_origin(each) is tuple for each in (field.annotation, *get_args(field.annotation))):
            yield field.alias or name, inner


def of_other_types(location: Location) -> Wording:
    """A sentence that names the content types with such a field at that location; else empty."""
    key = str(location[-1])
    kinds = [kind for kind in BY_SECTION.values() if _reaches(kind, location) and key in keys_at(kind, location[:-1])]
    if not kinds:
        return NOWHERE
    kinds.sort(key=lambda kind: kind.label)
    labels, names = "、".join(kind.label for kind in kinds), ", ".join(kind.type_name() for kind in kinds)
    return Wording(
        f"它是“{labels}”的字段，这一类没有：删掉它，内容写进正文。",
        f"It is a field of: {names}. Remove it and put its words into the text. ",
    )


def _reaches(kind: type[BaseModel], location: Location) -> bool:
    """Whether a type has the groups along a location."""
    model: type[BaseModel] | None = kind
    for name in named(location[:-1]):
        model = model_in(model.model_fields[name].annotation) if model and name in model.model_fields else None
    return model is not None


def keys_at(content_type: type[BaseModel], location: Location) -> list[str]:
    """The names of the fields that are allowed at a location."""
    return [field.alias or name for name, field in model_at(content_type, location).model_fields.items()]


def model_at(content_type: type[BaseModel], location: Location) -> type[BaseModel]:
    """The group of fields at a location."""
    model = content_type
    for part in location:
        if isinstance(part, str) and part in model.model_fields:
            model = model_in(model.model_fields[part].annotation) or model
    return model


def note_at(content_type: type[BaseModel], location: Location) -> str:
    """The docstring of the field at a location."""
    *groups, name = named(location)
    fields = described(model_at(content_type, tuple(groups)))
    return next((field.description or "" for key, field in fields.items() if (field.alias or key) == name), "")


def choices_at(content_type: type[BaseModel], location: Location) -> list[str]:
    """The choices that are allowed at a location."""
    *groups, name = named(location)
    fields = model_at(content_type, tuple(groups)).model_fields
    return _literals(next(field.annotation for key, field in fields.items() if (field.alias or key) == name))


def _literals(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(choice) for choice in get_args(annotation)]
    return [choice for argument in get_args(annotation) for choice in _literals(argument)]


def meant_choice(value: str, choices: Sequence[str], note: str) -> str:
    """The choice that was probably meant, by spelling or by the field's docstring; else empty."""
    return closest(value, choices) or _choice_by_note(value, choices, note)


def _choice_by_note(value: str, choices: Sequence[str], note: str) -> str:
    """The choice that the docstring describes by these words: `high 高` makes “高” mean `high`."""
    words = ((choice, re.search(rf"(?<![a-z]){re.escape(choice)} ([^；。]*)", note)) for choice in choices)
    said = {choice: found[1] for choice, found in words if value and found and value in found[1]}
    return next((choice for choice, meaning in said.items() if meaning.startswith(value)), next(iter(said), ""))


def closest(value: str, choices: Sequence[str]) -> str:
    """The most similar choice; empty if none is similar."""
    return "".join(get_close_matches(value, choices, 1, 0.5))


def same_choice(value: str, choices: Sequence[str]) -> str | None:
    """The choice that equals a value except for capitals, full-width letters and spaces; else None."""
    same = unicodedata.normalize("NFKC", value).strip().lower()
    return same if same in choices else None
