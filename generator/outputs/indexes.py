"""Pages made from many entries: home, sections, topics, help, the search page, the list of unverified sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import Any

from generator.content_types import CONTENT_TYPES
from generator.content_types.contact import PURPOSES, Contact
from generator.content_types.source import KINDS, Source
from generator.content_types.term import Term
from generator.entry import Entry
from generator.reading.document import Document
from generator.reading.editors_words import Topic
from generator.rendering import structured_data
from generator.rendering.edition import Edition
from generator.rendering.inputs import Inputs
from generator.rendering.page import Heading, PlannedPage, RenderedPage
from generator.rendering.parts import MOST, Listing, Spelling, in_parts
from generator.rendering.templates import render
from generator.rendering.views import Link, by_place, contact_card, entry_link, rendered, start
from generator.search.pinyin import syllables

FEW = 20
"""Maximum number of entries that a list shows unfolded; in a longer one the groups are folded."""
NAMED = 40
"""Maximum number of entries named below a source; the page of the source lists all."""


def planned(inputs: Inputs) -> Iterator[PlannedPage]:
    """Home, search, the list of the unverified, and an index page for each section and topic."""
    edition, templates = inputs.edition, inputs.templates
    yield inputs.list_page("/", partial(_home, edition, templates))
    yield inputs.list_page("/search/", partial(_search, edition, templates))
    yield inputs.list_page("/unverified/", partial(_unverified, edition, templates))
    yield inputs.list_page("/topics/", partial(_topics, edition, templates))
    yield inputs.list_page("/contacts/", partial(_help, edition, templates), Contact.section)
    sections = [kind for kind in _kinds(edition) if kind is not Contact]
    topics = {topic: _about(topic, edition) for topic in edition.library.words.topics.topics}
    said = _spelling(inputs)
    for kind in sections:
        if len(edition.library.section(kind.section)) > MOST:
            yield from in_parts(_listing_of(kind, edition), inputs, said)
        else:
            yield inputs.list_page(f"/{kind.section}/", partial(_section, kind, edition, templates, said), kind.section)
    for topic, documents in topics.items():
        if len(documents) > MOST:
            yield from in_parts(_listing_on(topic, documents), inputs, said)
        else:
            yield inputs.list_page(f"/topics/{topic.id}/", partial(_topic, topic, edition, templates, said))


def _kinds(edition: Edition) -> list[type[Entry]]:
    """The types that have an index page, in the order of `content/site.yaml`; those not named there come last."""
    order = [words.section for words in edition.library.words.site.sections]
    listed = (kind for kind in CONTENT_TYPES if not kind.by_hand)
    return sorted(listed, key=lambda kind: order.index(kind.section) if kind.section in order else len(order))


def _home(edition: Edition, templates: Path) -> RenderedPage:
    home, library = edition.library.words.site.home, edition.library
    html = render(
        templates,
        "pages/home.html.j2",
        home=home,
        first=next((entry_link("/", key, edition) for key in home.first if key in library), None),
        sections=[
            (kind.section, kind.label) for kind in _kinds(edition) if kind.prior and library.section(kind.section)
        ],
        verification="how-we-verify/" if "pages/how-we-verify" in edition.library else None,
        **start("/", edition),
    )
    return RenderedPage.of("/", home.title, library.words.site.claim, html, revised=edition.day)


def _search(edition: Edition, templates: Path) -> RenderedPage:
    html = render(templates, "pages/search.html.j2", **start("/search/", edition))
    return RenderedPage.of(
        "/search/", "搜索", "用自己的话搜索：可以写整句话、拼音或者俗称。", html, revised=edition.day
    )


def _section(kind: type[Entry], edition: Edition, templates: Path, said: Spelling) -> RenderedPage:
    here, (title, introduction) = f"/{kind.section}/", _words(kind, edition)
    groups = _grouped(here, kind, edition, said)
    html = render(
        templates,
        "pages/section.html.j2",
        title=kind.label,
        introduction=introduction,
        groups=groups,
        titles=_is_brief(kind),
        letters=kind.listed == "by letter",
        folded=sum(map(len, groups.values())) > FEW and len(groups) > 1,
    )
    head = structured_data.of_terms(title, edition) if kind is Term else None
    return RenderedPage.of(here, title, introduction, html, section=kind.section, revised=edition.day, head=head)


def _listing_of(kind: type[Entry], edition: Edition) -> Listing:
    """The entries of a section that is too long for one page, grouped by topic, by kind, or not at all."""
    title, introduction = _words(kind, edition)
    names = {topic.id: topic.name for topic in edition.library.words.topics.topics}
    groups: dict[str, list[Document]] = {name: [] for name in _first_groups(kind, names)}
    for document in edition.library.section(kind.section):
        if document.entry.status == "published":
            groups.setdefault("" if kind.listed == "by letter" else _group(document, names), []).append(document)
    return Listing(f"/{kind.section}/", kind.label, title, introduction, groups, kind.section, _is_brief(kind))


def _listing_on(topic: Topic, documents: Sequence[Document]) -> Listing:
    groups: dict[str, list[Document]] = {}
    for document in documents:
        groups.setdefault(document.entry.label, []).append(document)
    return Listing(f"/topics/{topic.id}/", topic.name, f"{topic.name}：按主题找", topic.about, groups)


def _is_brief(kind: type[Entry]) -> bool:
    return kind.listed in ("by letter", "by kind")


def _first_groups(kind: type[Entry], topics: Mapping[str, str]) -> Iterable[str]:
    """The names of groups in their fixed order; all others follow."""
    return {"by topic": topics.values(), "by kind": KINDS.values()}.get(kind.listed, ())


def _words(kind: type[Entry], edition: Edition) -> tuple[str, str]:
    """Title and introduction of the page of a section."""
    words = edition.library.words.site.section(kind.section)
    title = f"{kind.label}：全部"
    return (words.title or title, words.introduction) if words else (title, kind.label)


def _grouped(here: str, kind: type[Entry], edition: Edition, said: Spelling) -> dict[str, list[Link]]:
    """Links to the entries of a section by group: by letter, by kind, by topic, or in the editors' order."""
    by_letter, groups = kind.listed == "by letter", _listing_of(kind, edition).groups
    if by_letter:
        groups = _by_letter(groups.get("", ()), said)
    order = _spelt if by_letter else _placed
    return {
        name: [entry_link(here, document.key, edition) for document in sorted(documents, key=partial(order, said))]
        for name, documents in groups.items()
        if documents
    }


def _by_letter(documents: Iterable[Document], said: Spelling) -> Mapping[str, Sequence[Document]]:
    """Entries by the first letters of their titles."""
    spelt_first = sorted(documents, key=partial(_spelt, said))
    return {letter: [*same] for letter, same in groupby(spelt_first, lambda document: _spelt(said, document)[0][:1])}


def _group(document: Document, topics: Mapping[str, str]) -> str:
    entry = document.entry
    if isinstance(entry, Source):
        return KINDS[entry.kind]
    return topics.get(entry.topics[0], "") if entry.listed == "by topic" and entry.topics else ""


def _placed(said: Spelling, document: Document) -> tuple[int, tuple[str, ...]]:
    return document.entry.place, _spelt(said, document)


def _spelt(said: Spelling, document: Document) -> tuple[str, ...]:
    return said[document.entry.title]


@cache
def _spelt_title(title: str) -> tuple[str, ...]:
    """The pinyin syllables of a title in capitals."""
    return tuple(syllable.upper() for syllable in syllables(title) or [title])


def _spelling(inputs: Inputs) -> Spelling:
    """The pinyin syllables of all titles, from the cache where possible."""
    titles = {document.entry.title for document in inputs.edition.library}
    known: dict[str, tuple[str, ...]] = inputs.memo.recall("spelling", b"", dict) or {}
    if missing := titles - known.keys():
        known = {title: said for title, said in known.items() if title in titles} | {
            t: _spelt_title(t) for t in missing
        }
        inputs.memo.keep("spelling", b"", known)
    return known


def _help(edition: Edition, templates: Path) -> RenderedPage:
    """The help page: contacts by purpose."""
    here, groups = "/contacts/", dict[str, list[Any]]()
    for document in by_place(edition.library.section(Contact.section)):
        if isinstance(document.entry, Contact) and document.entry.status == "published":
            shown = rendered(document, edition, here)
            shown.name = contact_card(here, document).name
            groups.setdefault(document.entry.purpose, []).append(shown)
    named = [(purpose, *words, groups[purpose]) for purpose, words in PURPOSES.items() if purpose in groups]
    html = render(templates, "pages/help.html.j2", groups=named, **start(here, edition))
    return RenderedPage.of(here, *_words(Contact, edition), html, section=Contact.section, revised=edition.day)


def _topics(edition: Edition, templates: Path) -> RenderedPage:
    every = edition.library.words.topics.topics
    topics = [(topic.id, topic.name, topic.about) for topic in every if _about(topic, edition)]
    html = render(templates, "pages/topics.html.j2", topics=topics)
    return RenderedPage.of("/topics/", "按主题找", "把全部条目按主题分开。", html, revised=edition.day)


def _topic(topic: Topic, edition: Edition, templates: Path, said: Spelling) -> RenderedPage:
    here = f"/topics/{topic.id}/"
    at_once, folded = dict[str, list[Link]](), dict[str, list[Link]]()
    for document in _on_topic(topic, edition, said):
        groups = at_once if document.entry.begun_at_once else folded
        groups.setdefault(document.entry.label, []).append(entry_link(here, document.key, edition))
    headings = tuple(Heading(label, label) for label in (*at_once, *folded))
    html = render(
        templates,
        "pages/topic.html.j2",
        title=topic.name,
        introduction=topic.about,
        at_once=at_once,
        folded=folded,
        titles=[kind.label for kind in CONTENT_TYPES if _is_brief(kind)],
    )
    return RenderedPage.of(here, f"{topic.name}：按主题找", topic.about, html, headings, revised=edition.day)


def _on_topic(topic: Topic, edition: Edition, said: Spelling) -> list[Document]:
    """The entries on a topic: situations first, then tools, then type by type."""
    order = {kind.section: number for number, kind in enumerate(_kinds(edition))}
    found = _about(topic, edition)
    return sorted(
        found,
        key=lambda d: (
            not (d.entry.begun_at_once and not d.entry.filled_in),
            not d.entry.begun_at_once,
            order.get(d.entry.section, len(order)),
            _placed(said, d),
        ),
    )


def _about(topic: Topic, edition: Edition) -> list[Document]:
    return [d for d in edition.library if topic.id in d.entry.topics and d.entry.status == "published"]


def _unverified(edition: Edition, templates: Path) -> RenderedPage:
    here = "/unverified/"
    html = render(
        templates,
        "pages/unverified.html.j2",
        named=NAMED,
        kinds=_unverified_sources(here, edition),
        contacts=[
            rendered(d, edition, here)
            for d in edition.library.section(Contact.section)
            if isinstance(d.entry, Contact) and d.entry.verified.tier == "reported"
        ],
    )
    return RenderedPage.of(
        here, "还没有核对的", "哪些内容只读到可靠的转述，还没有核对官方原文。", html, revised=edition.day
    )


def _unverified_sources(here: str, edition: Edition) -> dict[str, list[dict[str, Any]]]:
    """The sources with `tier: reported`, by kind."""
    kinds: dict[str, list[dict[str, Any]]] = {name: [] for name in KINDS.values()}
    for document in edition.library.section(Source.section):
        if isinstance(document.entry, Source) and document.entry.tier == "reported":
            kinds[KINDS[document.entry.kind]].append(_unverified_source(here, document, document.entry, edition))
    return {name: sources for name, sources in kinds.items() if sources}


def _unverified_source(here: str, document: Document, entry: Source, edition: Edition) -> dict[str, Any]:
    cited = {key for clause in entry.clauses for key in edition.links.cited_by.get(f"{entry.id}:{clause.id}", ())}
    return {
        "link": entry_link(here, document.key, edition),
        "read_in": entry.read_in,
        "cited_by": [entry_link(here, key, edition) for key in sorted(cited)],
    }
