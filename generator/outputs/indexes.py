"""Pages made from many entries: home, sections, topics, the search page, what is still unverified."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from generator.content_types import CONTENT_TYPES
from generator.content_types.contact import Contact
from generator.content_types.path import Path as Situation
from generator.content_types.source import Source
from generator.reading.document import Document
from generator.rendering.edition import Edition
from generator.rendering.inputs import Inputs
from generator.rendering.page import Heading, Page, PlannedPage
from generator.rendering.templates import render
from generator.rendering.views import Link, crisis_contacts, entry_link, rendered
from generator.topics import TOPICS

DOORS = ("concepts", "process", "effects", "strategies")
"""The four doors of the home page; situations stand above them."""
LATEST = 6

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
    for kind in CONTENT_TYPES:
        if not kind.by_hand:
            make = partial(_section, kind.section, kind.label, edition, templates)
            yield inputs.list_page(f"/{kind.section}/", make, kind.section)
    for topic in TOPICS:
        yield inputs.list_page(f"/topics/{topic}/", partial(_topic, topic, edition, templates))


def _links(here: str, documents: "list[Document] | tuple[Document, ...]", edition: Edition) -> list[Link]:
    return [entry_link(here, document.key, edition) for document in documents if document.entry.status == "published"]


def _home(edition: Edition, templates: Path) -> Page:
    everything = [document for document in edition.library if document.article]
    latest = sorted(everything, key=lambda document: (document.entry.reviewed.on, document.key), reverse=True)[:LATEST]
    doors = [(kind.section, kind.label, INTRODUCTIONS[kind.section]) for kind in CONTENT_TYPES if kind.section in DOORS]
    html = render(
        templates, "pages/home.html.j2",
        situations=_links("/", _situations(edition), edition),
        help_card=crisis_contacts("/", edition),
        doors=doors,
        verification="how-we-verify/" if "pages/how-we-verify" in edition.library else None,
        latest=[(document.entry.reviewed.on, entry_link("/", document.key, edition)) for document in latest],
        counts={kind.section: len(edition.library.section(kind.section)) for kind in CONTENT_TYPES},
    )  # fmt: skip
    return Page.of(
        "/",
        "接到催收以后",
        "分付、花呗、分期欠款和催收电话：有来源的答案，和现在就能做的下一步。",
        html,
        revised=edition.day,
    )


def _situations(edition: Edition) -> list[Document]:
    """The situations, the commonest first, as the editors ordered them."""
    paths = [(d.entry.place, d.key, d) for d in edition.library.section("paths") if isinstance(d.entry, Situation)]
    return [document for *_, document in sorted(paths, key=lambda path: path[:2])]


def _search(edition: Edition, templates: Path) -> Page:
    html = render(templates, "pages/search.html.j2", help_card=crisis_contacts("/search/", edition))
    return Page.of("/search/", "搜索", "用自己的话搜索：可以写整句话、拼音或者俗称。", html, revised=edition.day)


def _section(section: str, label: str, edition: Edition, templates: Path) -> Page:
    here = f"/{section}/"
    links = _links(here, edition.library.section(section), edition)
    html = render(templates, "pages/section.html.j2", title=label, introduction=INTRODUCTIONS[section], links=links)
    return Page.of(here, label, INTRODUCTIONS[section], html, section=section, revised=edition.day)


def _topics(edition: Edition, templates: Path) -> Page:
    topics = [(topic, name, question, len(_on_topic(topic, edition))) for topic, (name, question) in TOPICS.items()]
    html = render(templates, "pages/topics.html.j2", topics=topics)
    return Page.of("/topics/", "按主题找", "把全部条目按主题分开。", html, revised=edition.day)


def _topic(topic: str, edition: Edition, templates: Path) -> Page:
    here, (name, question) = f"/topics/{topic}/", TOPICS[topic]
    groups: dict[str, list[Link]] = {}
    for link in _links(here, _on_topic(topic, edition), edition):
        groups.setdefault(link.label, []).append(link)
    headings = tuple(Heading(label, label) for label in groups)
    html = render(templates, "pages/topic.html.j2", title=name, introduction=question, groups=groups)
    return Page.of(here, name, question, html, headings, revised=edition.day)


def _on_topic(topic: str, edition: Edition) -> tuple[Document, ...]:
    return tuple(document for document in edition.library if topic in document.entry.topics)


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
