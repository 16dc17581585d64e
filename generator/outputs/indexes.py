"""Pages made from many entries: home, sections, topics, the search page, what is still unverified."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from generator.content_types import CONTENT_TYPES
from generator.content_types.contact import PURPOSES, Contact
from generator.content_types.source import Source
from generator.content_types.term import Term
from generator.reading.document import Document
from generator.rendering.edition import Edition
from generator.rendering.inputs import Inputs
from generator.rendering.page import Heading, Page, PlannedPage
from generator.rendering.templates import render
from generator.rendering.views import Link, by_place, contact, entry_link, help_card, rendered, start
from generator.search.pinyin import syllables
from generator.topics import TOPICS

DOORS = (
    ("process/field-visit", "要上门", "door"), ("process/lawsuit", "起诉、传票", "court"),
    ("myths/jail-for-overdue", "会坐牢吗", "bars"), ("process/credit-reporting-process", "征信", "paper"),
    ("concepts/interest-and-apr", "利息", "percent"), ("concepts/spouse-debt", "配偶的债", "rings"),
)  # fmt: skip
"""What people are most afraid of: the pages, their words on the home page and their pictures."""
FIRST = ("checks/this-call", "paths/just-got-a-call")
"""The one main action of the home page: the first of these that there is."""
SECTIONS = ("paths", *(kind.section for kind in CONTENT_TYPES if kind.section != "paths"))
"""The order of kinds on a topic's page: situations before all."""
BY_TOPIC = ("concepts", "strategies")
"""Sections whose entries stand under their first topic."""
KINDS = {
    "law": "法律", "interpretation": "司法解释", "regulation": "行政法规", "rule": "部门规章", "standard": "标准",
    "guideline": "指引", "notice": "通知", "study": "研究", "report": "报告", "news": "报道",
}  # fmt: skip
"""What sources are, in the order of their weight."""

INTRODUCTION = "刚接到催收电话？先缓一缓。不转账、不答应，核实清楚是谁打来的，再谈。"
INTRODUCTIONS = {
    "concepts": "分付、花呗、分期是什么，要花多少钱，谁在放款。",
    "process": "从逾期第一天到法院，每一步会发生什么，对方能做什么、不能做什么。",
    "effects": "被催收会让人焦虑、失眠、想躲。这些反应很常见，也有办法缓过来。",
    "strategies": "一次解决一件事：怎么接电话、怎么协商、怎么取证、怎么投诉。",
    "trends": "规则和行业正在怎么变，对你意味着什么。",
    "myths": "网上常见的错误说法，逐条说清楚。",
    "paths": "选一个和你现在最像的处境，从第一步开始。",
    "terms": "听不懂的词，在这里查。",
    "contacts": "可以打的电话、可以投诉的平台，谁在办、管什么、几点有人。",
    "calculators": "填几个数，页面当场算，不发给任何人。",
    "checks": "一问一答，看清自己在哪一步，下一步做什么。",
    "letters": "填几格，信就写好了。可以复制、打印，也可以存成文字。",
    "sources": "本站引用的每一部法律、规定、标准和研究，以及哪些条目用到了它。",
    "parameters": "会变的数字集中在这里，每个都有依据和起止日期。",
}


def planned(inputs: Inputs) -> Iterator[PlannedPage]:
    """Home, search, the list of the unverified, and an index page for each section and topic."""
    edition, templates = inputs.edition, inputs.templates
    yield inputs.list_page("/", partial(_home, edition, templates))
    yield inputs.list_page("/search/", partial(_search, edition, templates))
    yield inputs.list_page("/unverified/", partial(_unverified, edition, templates))
    yield inputs.list_page("/topics/", partial(_topics, edition, templates))
    yield inputs.list_page("/contacts/", partial(_help, edition, templates), Contact.section)
    for kind in CONTENT_TYPES:
        if not kind.by_hand and kind is not Contact:
            make = partial(_section, kind.section, kind.label, edition, templates)
            yield inputs.list_page(f"/{kind.section}/", make, kind.section)
    for topic in TOPICS:
        yield inputs.list_page(f"/topics/{topic}/", partial(_topic, topic, edition, templates))


def _home(edition: Edition, templates: Path) -> Page:
    html = render(
        templates, "pages/home.html.j2",
        first=next((entry_link("/", key, edition) for key in FIRST if key in edition.library), None),
        doors=[(entry_link("/", key, edition), words, icon) for key, words, icon in DOORS if key in edition.library],
        sections=[(kind.section, kind.label) for kind in CONTENT_TYPES if kind.section not in ("pages", "parameters")],
        verification="how-we-verify/" if "pages/how-we-verify" in edition.library else None,
        **start("/", edition),
    )  # fmt: skip
    title = "电话怎么接、怎么回、打给谁"
    return Page.of("/", title, f"{INTRODUCTION}有来源的答案，和现在就能做的下一步。", html, revised=edition.day)


def _search(edition: Edition, templates: Path) -> Page:
    html = render(templates, "pages/search.html.j2", **start("/search/", edition))
    return Page.of("/search/", "搜索", "用自己的话搜索：可以写整句话、拼音或者俗称。", html, revised=edition.day)


def _section(section: str, label: str, edition: Edition, templates: Path) -> Page:
    here = f"/{section}/"
    html = render(
        templates, "pages/section.html.j2",
        title=label, introduction=INTRODUCTIONS[section], groups=_grouped(here, section, edition),
        brief=section in ("terms", "sources"),
    )  # fmt: skip
    return Page.of(here, f"{label}：全部", INTRODUCTIONS[section], html, section=section, revised=edition.day)


def _grouped(here: str, section: str, edition: Edition) -> dict[str, list[Link]]:
    """The entries of a section in the order of readers: by letter, by kind, by topic, or as the editors placed them."""
    documents = sorted(edition.library.section(section), key=_spelt if section == "terms" else _placed)
    groups: dict[str, list[Link]] = {name: [] for name in _names_of_groups(section)}
    for document in documents:
        if document.entry.status == "published":
            groups.setdefault(_group(document), []).append(entry_link(here, document.key, edition))
    return {name: links for name, links in groups.items() if links}


def _names_of_groups(section: str) -> tuple[str, ...]:
    if section in BY_TOPIC:
        return tuple(name for name, _ in TOPICS.values())
    return tuple(KINDS.values()) if section == "sources" else ()


def _group(document: Document) -> str:
    entry = document.entry
    if isinstance(entry, Source):
        return KINDS[entry.kind]
    if isinstance(entry, Term):
        return _spelt(document)[0][:1]
    return TOPICS[entry.topics[0]][0] if entry.section in BY_TOPIC and entry.topics else ""


def _placed(document: Document) -> tuple[int, tuple[str, ...]]:
    return document.entry.place, _spelt(document)


def _spelt(document: Document) -> tuple[str, ...]:
    """The syllables of a title in capitals, by which Chinese words are looked up."""
    title = document.entry.title
    return tuple(syllable.upper() for syllable in syllables(title) or [title])


def _help(edition: Edition, templates: Path) -> Page:
    """Whom to call, by what for."""
    here, groups = "/contacts/", dict[str, list[Any]]()
    for document in by_place(edition.library.section("contacts")):
        if isinstance(document.entry, Contact) and document.entry.status == "published":
            groups.setdefault(document.entry.purpose, []).append(contact(here, document.key, edition))
    named = [(purpose, *words, groups[purpose]) for purpose, words in PURPOSES.items() if purpose in groups]
    html = render(templates, "pages/help.html.j2", help=help_card(here, edition), groups=named)
    title = "求助电话：心里难受、被威胁、想投诉、问法律，各打哪个"
    return Page.of(here, title, INTRODUCTIONS["contacts"], html, section="contacts", revised=edition.day)


def _topics(edition: Edition, templates: Path) -> Page:
    topics = [(topic, *words) for topic, words in TOPICS.items() if _on_topic(topic, edition)]
    html = render(templates, "pages/topics.html.j2", topics=topics)
    return Page.of("/topics/", "按主题找", "把全部条目按主题分开。", html, revised=edition.day)


def _topic(topic: str, edition: Edition, templates: Path) -> Page:
    here, (name, question) = f"/topics/{topic}/", TOPICS[topic]
    groups: dict[str, list[Link]] = {}
    for document in _on_topic(topic, edition):
        groups.setdefault(document.entry.label, []).append(entry_link(here, document.key, edition))
    headings = tuple(Heading(label, label) for label in groups)
    html = render(templates, "pages/topic.html.j2", title=name, introduction=question, groups=groups)
    return Page.of(here, f"{name}：按主题找", question, html, headings, revised=edition.day)


def _on_topic(topic: str, edition: Edition) -> list[Document]:
    found = (d for d in edition.library if topic in d.entry.topics and d.entry.status == "published")
    return sorted(found, key=lambda document: (SECTIONS.index(document.entry.section), _placed(document)))


def _unverified(edition: Edition, templates: Path) -> Page:
    here = "/unverified/"
    html = render(
        templates, "pages/unverified.html.j2",
        sources=[_unverified_source(here, d, edition) for d in edition.library.section("sources") if _reported(d)],
        contacts=[
            rendered(d, edition, here)
            for d in edition.library.section("contacts")
            if isinstance(d.entry, Contact) and d.entry.verified.tier == "reported"
        ],
    )  # fmt: skip
    return Page.of(here, "还没有核对的", "哪些内容只读到可靠的转述，还没有核对官方原文。", html, revised=edition.day)


def _reported(document: Document) -> bool:
    return isinstance(document.entry, Source) and document.entry.tier == "reported"


def _unverified_source(here: str, document: Document, edition: Edition) -> dict[str, Any]:
    entry = document.entry
    assert isinstance(entry, Source)
    cited = {key for clause in entry.clauses for key in edition.links.cited_by.get(f"{entry.id}:{clause.id}", ())}
    return {
        "link": entry_link(here, document.key, edition), "read_in": entry.read_in,
        "cited_by": [entry_link(here, key, edition) for key in sorted(cited)],
    }  # fmt: skip
