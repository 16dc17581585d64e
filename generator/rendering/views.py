"""Entries as their templates see them: every text rendered, every reference turned into a link."""

from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from typing import Any, NamedTuple

from markupsafe import Markup as Html

from generator.content_types.contact import Contact
from generator.content_types.process import Process
from generator.entry import Location, Markup, Record, Section, Target, fields
from generator.linking.addresses import address, heading_anchor, relative
from generator.linking.links import Mention
from generator.reading.document import Document
from generator.rendering import pictures, prose
from generator.rendering.citations import Numbered, Numbers, SourceList, citation_html, citation_mark, reference_html
from generator.rendering.edition import Edition
from generator.rendering.page import Heading, tip_mark
from generator.rendering.tool_views import tool_of

Fields = SimpleNamespace
"""The fields of a record by name, as templates read them."""


class Link(NamedTuple):
    """A link to an entry: where it leads, and its face."""

    href: str
    title: str
    label: str
    summary: str
    section: str


@dataclass(frozen=True)
class RelationGroup:
    """Links that stand in one typed relation, under its name."""

    name: str
    links: tuple[Link, ...]


FORWARD = {
    "helps_with": "用在这些地方",
    "based_on": "依据", "next": "下一步", "leads_to": "可能会引发", "eased_by": "怎么缓解", "counters": "相关误区",
    "related": "也可以看",
}  # fmt: skip
BACKWARD = {
    "helps_with": "可以直接用的工具",
    "next": "前一步", "leads_to": "常由这些引起", "eased_by": "能缓解", "based_on": "以此为依据", "counters": "在哪里讲到",
    "related": "也可以看",
}  # fmt: skip


MAY = {"yes": "可以", "limited": "有条件", "no": "不可以"}


@dataclass(frozen=True)
class View:
    """All that a template may show of an entry besides its own fields."""

    document: Document
    edition: Edition

    @cached_property
    def here(self) -> str:
        """The address of the page."""
        return address(self.document.key)

    @property
    def root(self) -> str:
        """The way from this page to the top of the site."""
        return relative(self.here, "/")

    @cached_property
    def tool(self) -> Fields | None:
        """What the page of a tool shows besides its fields; nothing for other entries."""
        return tool_of(self.document, self.edition)

    def link(self, key: str) -> Link:
        """A link from this page to an entry."""
        return entry_link(self.here, key, self.edition)

    @cached_property
    def numbers(self) -> Numbers:
        """The numbers of the page's citations."""
        return Numbers()

    @cached_property
    def fields(self) -> Fields:
        """The entry's own fields, as HTML where they are prose."""
        return rendered(self.document, self.edition, numbers=self.numbers)

    @cached_property
    def sources(self) -> SourceList:
        """The numbered list of sources."""
        return SourceList(self.document, self.edition, self.numbers)

    @cached_property
    def relations(self) -> tuple[RelationGroup, ...]:
        """The typed relations, written and derived, in the order readers need them; none is shown twice."""
        forward = self.edition.links.forward.get(self.document.key, {})
        backward = self.edition.links.reverse.get(self.document.key, {})
        seen: set[str] = set()
        groups = []
        for names, found in ((FORWARD, forward), (BACKWARD, backward)):
            for relation, name in names.items():
                keys = [key for key in found.get(relation, ()) if key not in seen]
                seen.update(keys)
                groups.append((name, keys))
        merged = {name: [key for other, keys in groups if other == name for key in keys] for name, _ in groups}
        return tuple(RelationGroup(name, tuple(map(self.link, keys))) for name, keys in merged.items() if keys)

    @cached_property
    def linked_from(self) -> tuple[Link, ...]:
        """Entries that name this one and stand in no typed relation to it."""
        related = {link.href for group in self.relations for link in group.links}
        links = [self.link(key) for key in self.edition.links.backlinks.get(self.document.key, ())]
        return tuple(link for link in links if link.href not in related)

    @cached_property
    def help_card(self) -> tuple[Fields, ...]:
        """The contacts for a crisis, when the page touches distress; else nothing."""
        level = getattr(self.document.entry, "distress", "none")
        return crisis_contacts(self.here, self.edition) if level != "none" else ()

    @cached_property
    def contacts(self) -> tuple[Fields, ...]:
        """The contacts that the entry names in `turn_to`."""
        keys = [
            m.resolution.key for m in self.edition.links.mentions[self.document.key]
            if m.location[0] == "turn_to" and m.resolution.key
        ]  # fmt: skip
        return tuple(_contact(self.here, key, self.edition) for key in keys)

    def cited_by(self, clause: str) -> tuple[Link, ...]:
        """Entries that cite a clause of this source."""
        return tuple(map(self.link, self.edition.links.cited_by.get(f"{self.document.entry.id}:{clause}", ())))

    @property
    def used_by(self) -> tuple[Link, ...]:
        """Entries that use this parameter."""
        return tuple(map(self.link, self.edition.links.used_by.get(self.document.key, ())))

    @property
    def reviewed_by_editors_only(self) -> bool:
        """Whether no lawyer or psychologist has read the entry."""
        return self.document.entry.reviewed.by == "编辑"

    @cached_property
    def neighbours(self) -> tuple[Link | None, Link | None]:
        """The entries before and after this one in its section."""
        before, after = self.edition.library.neighbours(self.document.key)
        return self.link(before) if before else None, self.link(after) if after else None

    @property
    def picture_of_stages(self) -> Html:
        """The stages of a process as a picture."""
        entry = self.document.entry
        assert isinstance(entry, Process)
        return Html(pictures.stages(entry.title, [stage.when for stage in entry.timeline]))

    @property
    def picture_of_circles(self) -> Html:
        """Who may be contacted, as a picture."""
        entry = self.document.entry
        assert isinstance(entry, Process)
        return Html(pictures.rings(entry.title, [(c.who, c.may, MAY[c.may]) for c in entry.circles]))

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The sections of the body."""
        sections = getattr(self.document.entry, "sections", ())
        return tuple(Heading(section.id or heading_anchor(section.heading), section.heading) for section in sections)


def entry_link(here: str, key: str, edition: Edition) -> Link:
    """A link from an address to an entry."""
    return Link(relative(here, address(key)), *edition.face(key))


def crisis_contacts(here: str, edition: Edition) -> tuple[Fields, ...]:
    """The contacts for the help card, the psychological hotline before the emergency numbers."""
    found = [d for d in edition.library.section("contacts") if isinstance(d.entry, Contact) and d.entry.crisis]
    found.sort(key=lambda document: (len(document.entry.phone or ""), document.key), reverse=True)  # type: ignore[attr-defined]
    return tuple(_contact(here, document.key, edition) for document in found)


def _contact(here: str, key: str, edition: Edition) -> Fields:
    # Links are the same from all pages of a folder, and most pages of a base show the same few contacts.
    somewhere = here.rstrip("/").rpartition("/")[0] + "/-/" if here != "/" else here
    if (somewhere, key) not in edition.contacts:
        edition.contacts[somewhere, key] = rendered(edition.library[key], edition, somewhere)
    found: Fields = edition.contacts[somewhere, key]
    return found


def rendered(document: Document, edition: Edition, here: str | None = None, numbers: Numbers | None = None) -> Fields:
    """The fields of an entry with prose as HTML and references as links, in the shape of the model; `href` leads to it."""
    own = address(document.key)
    # On the page of another entry, its citations bear the numbers that they have on its own.
    numbers = numbers or Numbers.in_order(edition.links.mentions[document.key])
    fields = _Renderer(document, edition, here or own, numbers).record(document.entry, ())
    fields.href = relative(here or own, own)
    return fields


class _Renderer:
    """Renders one entry; remembers which terms a section has linked already."""

    def __init__(self, document: Document, edition: Edition, here: str, numbers: Numbers) -> None:
        self.document, self.edition, self.here, self.numbers = document, edition, here, numbers
        self.cited: list[Mention] = []
        self.mentions = edition.links.places(document.key)
        self.linked: set[str] = {document.key}

    def record(self, record: Record, location: Location) -> Fields:
        if isinstance(record, Section):
            self.linked = {self.document.key}
        values = {
            name: self.value(getattr(record, name), (*location, key), marks)
            for name, key, marks in fields(type(record))
        }
        if isinstance(record, Section):
            values["anchor"] = record.id or heading_anchor(record.heading)
        return Fields(**values)

    def value(self, value: Any, location: Location, marks: tuple[Any, ...]) -> Any:
        if isinstance(value, Record):
            return self.record(value, location)
        if isinstance(value, tuple):
            return [self.value(item, (*location, index), marks) for index, item in enumerate(value)]
        for mark in marks:
            if isinstance(mark, Markup) and mark.kind != "plain" and isinstance(value, str):
                return self.prose(value, location, mark.kind == "block")
            if isinstance(mark, Target) and value is not None:
                key = self.mentions[location, 0].resolution.key
                return entry_link(self.here, key, self.edition) if key else Link("#kb-title", value, "", "", "")
        return value

    def prose(self, text: str, location: Location, whole: bool) -> Html | Numbered:
        render, known = prose.block if whole else prose.line, len(self.cited)
        html = render(text, lambda found: self.reference(self.mentions[location, found.start()]), self.terms)
        return Html(html) if len(self.cited) == known else Numbered(html, self.citation)

    def reference(self, mention: Mention) -> str:
        if mention.kind != "citation":
            return reference_html(mention, self.edition, self.here)
        self.cited.append(mention)
        return citation_mark(len(self.cited) - 1)

    def citation(self, index: int) -> str:
        own = address(self.document.key)
        page = "" if self.here == own else relative(self.here, own)
        return citation_html(self.cited[index], self.edition, self.numbers, page)

    def terms(self, text: str) -> list[tuple[int, int, str]]:
        found = []
        for start, end, key in self.edition.terms.find(text):
            if key not in self.linked:
                self.linked.add(key)
                href = relative(self.here, address(key))
                tip = tip_mark(key)
                found.append((start, end, prose.link(href, text[start:end], "kb-term", data_tip=tip)))
        return found
