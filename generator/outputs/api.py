"""The JSON API as static files: an index, a list for each type, an answer for each entry, all relations, and an OpenAPI
description. The schemas are generated from the models of the content.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel

from generator.content_types import CONTENT_TYPES
from generator.content_types.source import Source
from generator.entry import Entry, Record, Role, has_role
from generator.imprint import API as FOLDER
from generator.imprint import LICENCE, LICENCE_URL, WARNING, attribution
from generator.linking.addresses import address
from generator.linking.links import Mention, clause_of
from generator.linking.redirects import moves
from generator.linting.sentences import sentences_holding
from generator.reading.document import Document
from generator.remembering.once import once
from generator.rendering import prose
from generator.rendering.citations import clause_anchor, in_force
from generator.rendering.edition import Edition
from generator.rendering.inputs import Inputs
from generator.rendering.output import LateOutput, Output, PlannedFiles
from generator.rendering.page import PlannedPage
from generator.rendering.pieces import pieces

VERSION = "1.1.0"
"""Version of the API: the second number rises when fields are added, the first only together with the name of the
folder.
"""
DESCRIPTION = Path(__file__).with_name("openapi.json")
"""What `kb reference` has written of `description`, which takes 0.15 s to make."""
STABILITY = "字段只增不减，含义不变；不得不改时换成 /api/v2/，旧的至少再留一年。条目的地址搬走以后，旧键写在 index.json 的 moved 里。"
CHANGES = (
    "1.0.0（2026-11-26）：第一版。",
    "1.1.0（2026-11-26）：清单和关系里的条目多于 500 个时分成几段，next 是下一段的地址。",
)

E = TypeVar("E", bound=Entry)
ValueT = TypeVar("ValueT")


class About(Record):
    """每份答复都有的说明。"""

    api: str
    """接口的版本。"""
    as_of: date
    """内容是哪天的。条目和清单写最近一次核对的日子；在那以后有规定或数字变了，就写变的那天。"""
    licence: str
    """内容的许可（SPDX 名）。"""
    licence_url: str
    """许可全文。"""
    attribution: str
    """引用时怎么写出处。"""
    site: str
    """网站的地址，没有设置就是空的；下面的 url 接在它后面。"""
    warning: str
    """请转告读者的话。"""


class Cited(Record):
    """一条引用指向的条款。"""

    id: str
    """来源:条款。"""
    source: str
    """来源的标题。"""
    number: str | None
    """文号、标准号。"""
    label: str
    """条款的名字。"""
    says: str
    """这一条讲了什么，用我们的话。"""
    text: str | None
    """条文原话的摘录。"""
    tier: Literal["official", "reported"]
    """official 读过原文；reported 只读过可靠的转述，转用时要说明“待核对官方原文”。"""
    status: str
    """施行和失效的日子。"""
    url: str
    """本站讲这一条的地方。"""
    official_url: str | None
    """官方网址；只读到报道或转载的没有，看 url。"""


class Claim(Record):
    """一句带来源的话。"""

    field: str
    """在条目里的位置，如 sections/0/body。"""
    says: str
    """读者看到的字。"""
    citations: tuple[str, ...]
    """依据，写 来源:条款。"""


class Listed(Record):
    """清单里的一条。"""

    key: str
    """栏目/id。"""
    title: str
    """标题。"""
    says: str
    """一句话说了什么。"""
    url: str
    """读者看的页面。"""
    api: str
    """这一条的答复。"""
    reviewed: date
    """最近核对的日子。"""


class EntryAnswer(Record, Generic[E]):
    """一个条目的答复。"""

    about: About
    key: str
    """栏目/id。"""
    type: str
    """类型。"""
    url: str
    """读者看的页面。"""
    says: str
    """一句话说了什么，纯文字。"""
    entry: E
    """条目的全部字段，照编辑写的样子：[[条目]]、[@来源:条款]、{{参数}} 没有展开。"""
    claims: tuple[Claim, ...]
    """带来源的每一句话，引用和参数已经展开。"""
    cited: tuple[Cited, ...]
    """引用到的条款。"""
    relations: dict[str, tuple[str, ...]]
    """写明的关系，值是键。"""
    related_from: dict[str, tuple[str, ...]]
    """别的条目对它的关系，值是键。"""
    named_by: tuple[str, ...]
    """提到它的条目。"""
    cited_by: dict[str, tuple[str, ...]]
    """来源的每一条被哪些条目引用；别的类型是空的。"""
    used_by: tuple[str, ...]
    """参数用在哪些条目里；别的类型是空的。"""


class TypeAnswer(Record):
    """一个类型的全部条目；多于 500 个时是其中一段。"""

    about: About
    type: str
    label: str
    """读者看到的类型名。"""
    entries: tuple[Listed, ...]
    next: str | None
    """下一段的地址；没有下一段就是 null。"""


class Type(Record):
    """索引里的一个类型。"""

    type: str
    label: str
    """读者看到的类型名。"""
    count: int
    """有几条。"""
    api: str
    """清单的地址。"""


class Index(Record):
    """从这里开始。"""

    about: About
    types: tuple[Type, ...]
    relations: str
    """全部关系的地址。"""
    openapi: str
    """这套接口的说明。"""
    stability: str
    """什么会变，什么不会变。"""
    changes: tuple[str, ...]
    """每一版改了什么。"""
    moved: dict[str, str]
    """旧键到新键。"""


class Relation(Record):
    """一条关系。"""

    start: str
    relation: str
    end: str


class AllRelations(Record):
    """全部写明的关系；有关系的条目多于 500 个时是其中一段。"""

    about: About
    relations: tuple[Relation, ...]
    next: str | None
    """下一段的地址；没有下一段就是 null。"""


def planned(inputs: Inputs) -> Iterator[PlannedFiles]:
    """The files below `api/v1/`."""
    lists = cache(lambda: tuple(_lists_of_all(inputs)))
    yield PlannedFiles((FOLDER,), lambda pages: lists(), aside=True, ahead=lists)
    yield PlannedFiles((FOLDER,), partial(_answers, inputs))


def about(inputs: Inputs) -> About:
    """The `about` part of every answer."""
    return About(
        api=VERSION,
        as_of=inputs.edition.day,
        licence=LICENCE,
        licence_url=LICENCE_URL,
        attribution=attribution(inputs.edition.library.words.site.name),
        site=inputs.site_url,
        warning=WARNING,
    )


def answered(edition: Edition) -> list[Document]:
    """The published entries, each of which has an answer."""
    return [document for document in edition.library if document.entry.status == "published"]


def answer_file(key: str) -> str:
    """The path of the answer for an entry."""
    return f"{FOLDER}{key}.json"


def _lists_of_all(inputs: Inputs) -> Iterator[Output]:
    edition, said = inputs.edition, about(inputs)
    documents = answered(edition)
    yield Output(f"{FOLDER}openapi.json", _json(openapi(edition.library.words.site.name)))
    yield _file(f"{FOLDER}index.json", index(edition, said))
    yield from _relations(edition, said)
    for kind in CONTENT_TYPES:
        yield from _lists(kind, [document for document in documents if isinstance(document.entry, kind)], edition, said)


def _answers(inputs: Inputs, pages: Sequence[PlannedPage] = ()) -> Iterator[LateOutput]:
    said, documents = about(inputs), answered(inputs.edition)
    own = said.model_dump_json(exclude={"as_of"}).encode()
    yield from inputs.memo.over(
        "api",
        lambda document: _answer_file(document, inputs.showing.part(document), said),
        documents,
        (inputs.showing.key(document) + own for document in documents),
    )


def _answer_file(document: Document, edition: Edition, said: About) -> LateOutput:
    file = _file(answer_file(document.key), answer(document, edition, _dated(said, [document], edition)))
    return LateOutput.of(file.path, file.content)


def _dated(said: About, documents: Sequence[Document], edition: Edition) -> About:
    """The `about` part of an answer about entries, with the day of their last change, so that unchanged answers stay
    equal.
    """
    changed = max((edition.turned, *(document.entry.reviewed.on for document in documents)))
    return said.model_copy(update={"as_of": min(edition.day, changed)})


def _file(path: str, record: Record) -> Output:
    return Output(path, record.model_dump_json(by_alias=True).encode("utf-8") + b"\n")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def index(edition: Edition, said: About) -> Index:
    """The index: types with their counts and lists, and the addresses of everything else."""
    count = Counter(document.entry.section for document in answered(edition))
    types = tuple(
        Type(
            type=kind.type_name(),
            label=kind.label,
            count=count[kind.section],
            api=f"/{FOLDER}{kind.section}/index.json",
        )
        for kind in CONTENT_TYPES
    )
    return Index(
        about=said,
        types=types,
        relations=f"/{FOLDER}relations.json",
        openapi=f"/{FOLDER}openapi.json",
        stability=STABILITY,
        changes=CHANGES,
        moved=moves(edition.library),
    )


def _lists(kind: type[Entry], documents: Sequence[Document], edition: Edition, said: About) -> Iterator[Output]:
    """The files with the list of a type; long lists are split."""
    some = pieces(documents, lambda document: document.key)
    names = [f"{kind.section}/index.json", *(f"{kind.section}/from/{piece[0].entry.id}.json" for piece in some[1:])]
    for name, following, piece in _chained(names, some):
        yield _file(f"{FOLDER}{name}", entries_of(kind, piece, edition, _dated(said, piece, edition), following))


def entries_of(
    kind: type[Entry], documents: Iterable[Document], edition: Edition, said: About, following: str | None = None
) -> TypeAnswer:
    """A list of entries of a type; `following` is the address of the next part."""
    entries = tuple(listed(document, edition) for document in documents)
    return TypeAnswer(about=said, type=kind.type_name(), label=kind.label, entries=entries, next=following)


def _chained(names: Sequence[str], some: Iterable[ValueT]) -> Iterator[tuple[str, str | None, ValueT]]:
    """For each file of a split list: its name below the folder of the API, the address of the next one, and its values."""
    yield from zip(names, [*(f"/{FOLDER}{name}" for name in names[1:]), None], some, strict=True)


def listed(document: Document, edition: Edition) -> Listed:
    """An entry in a list."""
    return Listed(
        key=document.key,
        title=document.entry.title,
        says=edition.summary(document),
        url=address(document.key),
        api=f"/{answer_file(document.key)}",
        reviewed=document.entry.reviewed.on,
    )


def _relations(edition: Edition, said: About) -> Iterator[Output]:
    """The files with all relations; long lists are split."""
    some = pieces(sorted(edition.links.forward), str)
    names = ["relations.json", *(f"relations/{piece[0].replace('/', '.')}.json" for piece in some[1:])]
    for name, following, starts in _chained(names, some):
        found = (
            Relation(start=start, relation=relation, end=end)
            for start in starts
            for relation, ends in edition.links.forward[start].items()
            for end in ends
        )
        yield _file(f"{FOLDER}{name}", AllRelations(about=said, relations=tuple(found), next=following))


def answer(document: Document, edition: Edition, said: About) -> EntryAnswer[Any]:
    """The complete answer for one entry."""
    entry, links = document.entry, edition.links
    clauses = (clause.id for clause in getattr(entry, "clauses", ()))
    return _shape(type(entry))(
        about=said,
        key=document.key,
        type=entry.type_name(),
        url=address(document.key),
        says=edition.summary(document),
        entry=entry,
        claims=tuple(_claims(document, edition)),
        cited=tuple(_cited(document, edition)),
        relations={name: tuple(keys) for name, keys in links.forward.get(document.key, {}).items()},
        related_from=links.reverse.get(document.key, {}),
        named_by=links.backlinks.get(document.key, ()),
        cited_by={clause: links.cited_by.get(f"{entry.id}:{clause}", ()) for clause in clauses},
        used_by=links.used_by.get(document.key, ()),
    )


@cache
def _shape(kind: type[Entry]) -> type[EntryAnswer[Any]]:
    return EntryAnswer[kind]  # type: ignore[valid-type]


def _claims(document: Document, edition: Edition) -> Iterator[Claim]:
    """The sentences with citations, except statements that are quoted as false."""
    for location, named in edition.links.by_location(document.key).items():
        text, cited = named[0].reference.text, [m.reference.start for m in named if m.reference.kind == "citation"]
        if text and cited and not has_role(type(document.entry), location, Role.WRONG):
            field = "/".join(map(str, location))
            for start, end in sentences_holding(text.value, cited):
                yield from _claim(field, text.value[start:end], start, named, edition)


def _claim(field: str, words: str, start: int, named: Iterable[Mention], edition: Edition) -> Iterator[Claim]:
    """A sentence of a text, in which these references stand, as a claim, if a citation is all within it."""
    inside = [m for m in named if start <= m.reference.start < start + len(words)]
    citations = [m for m in inside if m.reference.kind == "citation"]
    if any(m.reference.end <= start + len(words) for m in citations):
        pieces = [prose.Piece(m.reference.start - start, m.reference.end - start, edition.words(m)) for m in inside]
        names = tuple(dict.fromkeys(map(_name, citations)))
        yield Claim(field=field, says=prose.visible(words, pieces), citations=names)


def _name(citation: Mention) -> str:
    return (
        f"{citation.reference.target}:{citation.reference.detail}"
        if citation.reference.detail
        else citation.reference.target
    )


def _cited(document: Document, edition: Edition) -> Iterator[Cited]:
    """The clauses that an entry cites, each once, in order."""
    mentions = {_name(m): m for m in reversed(edition.links.mentions[document.key]) if m.reference.kind == "citation"}
    for name, mention in reversed(mentions.items()):
        if found := clause_of(edition.library, mention):
            yield _cited_clause(found[0], mention.reference.detail, name, edition.day)


@once
def _cited_clause(source: Source, identifier: str | None, name: str, day: date) -> Cited:
    """A clause as the answers show it that cite it, which are many."""
    clause = source.clause(identifier)
    return Cited(
        id=name,
        source=source.title,
        number=source.number,
        label=clause.label if clause else "",
        says=clause.says if clause else "",
        text=clause.text if clause else None,
        tier=source.tier,
        status=in_force(source, day, clause),
        url=address(f"sources/{source.id}") + (f"#{clause_anchor(clause.id)}" if clause else ""),
        official_url=source.official_address,
    )


def openapi(name: str) -> dict[str, Any]:
    """The OpenAPI 3.1 description of the API for a site of this name."""
    about_it = {
        "title": name,
        "version": VERSION,
        "description": f"{WARNING}\n\n{STABILITY}\n\n{attribution(name)}",
        "license": {"name": LICENCE, "identifier": LICENCE},
    }
    return {"openapi": "3.1.0", "info": about_it, **json.loads(DESCRIPTION.read_bytes())}


def description() -> Output:
    """The file of what the OpenAPI description says of every site: the paths and the schemas of their answers."""
    from pydantic.json_schema import models_json_schema  # takes long, as does what it makes

    shapes = {kind: _shape(kind) for kind in CONTENT_TYPES}
    models: list[type[BaseModel]] = [Index, AllRelations, TypeAnswer, *shapes.values()]
    names, schemas = models_json_schema(
        [(model, "serialization") for model in models], ref_template="#/components/schemas/{model}"
    )
    refs = {model: names[model, "serialization"] for model in models}
    paths = {
        "index.json": _get("从这里开始：有哪些类型，各在哪里", refs[Index]),
        "relations.json": _get("全部关系", refs[AllRelations]),
        "relations/{id}.json": _get("接着的关系", refs[AllRelations], "这一段第一个条目的栏目.id"),
    }
    for kind, shape in shapes.items():
        paths[f"{kind.section}/index.json"] = _get(f"全部{kind.label}", refs[TypeAnswer])
        further = _get(f"接着的{kind.label}", refs[TypeAnswer], "这一段第一个条目的 id")
        paths[f"{kind.section}/from/{{id}}.json"] = further
        paths[f"{kind.section}/{{id}}.json"] = _get(f"一个条目：{kind.label}", refs[shape], "条目的 id")
    described = {
        "servers": [{"url": ".", "description": "本文件所在的文件夹"}],
        "paths": {f"/{path}": item for path, item in paths.items()},
        "components": {"schemas": schemas["$defs"]},
    }
    text = json.dumps(described, ensure_ascii=False, indent=1)
    return Output(f"generator/outputs/{DESCRIPTION.name}", f"{text}\n".encode())


def _get(says: str, schema: Any, of: str = "") -> dict[str, Any]:
    """The description of a path; `of` explains its parameter `{id}`, if any."""
    parameter = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}, "description": of}
    answers = {"200": {"description": says, "content": {"application/json": {"schema": schema}}}}
    missing = {"404": {"description": "没有这个条目"}} if of else {}
    return {"get": {"summary": says, "responses": answers | missing}, **({"parameters": [parameter]} if of else {})}
