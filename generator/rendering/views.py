"""What templates get of an entry: every text rendered, every reference turned into a link."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from types import SimpleNamespace
from typing import Any, NamedTuple

from markupsafe import Markup as Html

from generator.content_types.contact import Contact
from generator.content_types.letter import Letter
from generator.content_types.path import Path as Situation
from generator.entry import Article, Location, Record, Relations, Section, Target, fields, model_in
from generator.linking.addresses import address, relative, section_anchor
from generator.linking.links import Mention
from generator.reading.document import Document
from generator.rendering import onward, prose
from generator.rendering.citations import (
    CitationNumbers,
    Numbered,
    SourceList,
    citation_html,
    citation_mark,
    reference_html,
)
from generator.rendering.edition import Edition
from generator.rendering.first_screen import Card, card
from generator.rendering.letters import letter
from generator.rendering.page import Heading, tip_mark
from generator.rendering.tool_views import tool_of

SHORT = 20
"""Maximum number of characters under the heading of a folded section."""
MANY_CLAUSES, CLAUSES_TOGETHER = 20, 10
"""A source with more clauses than the first number shows them in folds of the second number each."""

Fields = SimpleNamespace
"""The fields of a record as attributes, for templates."""


class Link(NamedTuple):
    """A link to an entry: its address and the face of the entry."""

    href: str
    title: str
    label: str
    summary: str
    section: str
    chip: str
    tool: bool


@dataclass(frozen=True)
class LinkGroup:
    """A group of links with a title."""

    name: str
    links: tuple[Link, ...]


class Onward(NamedTuple):
    """The onward links of a page: the main action, other tools, the next step, and a few links in groups."""

    first: Link | None
    tools: tuple[Link, ...]
    next: Link | None
    groups: tuple[LinkGroup, ...]


class ContactCard(NamedTuple):
    """What other pages show of a contact; `name` is its title without the number."""

    id: str
    href: str
    title: str
    name: str
    when: str
    phone: str | None
    promise: str | None
    app_path: str | None
    address: str | None
    hours: str


class HelpCard(NamedTuple):
    """The help card: contacts to talk to, and contacts for danger."""

    talk: tuple[ContactCard, ...]
    danger: tuple[ContactCard, ...]
    danger_first: bool = False
    """Whether somebody may be in danger right now, so that emergency numbers come first."""

    @property
    def first(self) -> tuple[ContactCard, ...]:
        """The contacts of the group that comes first."""
        talk = self.talk[:1]
        return (*self.danger, *talk) if self.danger_first else (*talk, *self.danger)


@dataclass(frozen=True)
class View:
    """Everything that the template of an entry can use."""

    document: Document
    edition: Edition

    @cached_property
    def here(self) -> str:
        """The address of the page."""
        return address(self.document.key)

    @property
    def root(self) -> str:
        """The relative path from this page to the root of the site."""
        return relative(self.here, "/")

    @cached_property
    def tool(self) -> Fields | None:
        """The additional values for a tool (`tool_views`); None for other entries."""
        return tool_of(self.document, self.edition)

    @cached_property
    def letters(self) -> tuple[Fields, ...]:
        """The letters that the outcomes of a check lead to, each once."""
        named = (
            m.resolution.key
            for m in self.edition.links.mentions[self.document.key]
            if m.reference.location[-1] == "letter"
        )
        keys = dict.fromkeys(key for key in named if key)
        return tuple(rendered(self.edition.library[key], self.edition, self.here) for key in keys)

    def link(self, key: str) -> Link:
        """A link from this page to an entry."""
        return entry_link(self.here, key, self.edition)

    @cached_property
    def numbers(self) -> CitationNumbers:
        """The numbers of the page's citations."""
        return CitationNumbers()

    @cached_property
    def fields(self) -> Fields:
        """The entry's own fields, as HTML where they are prose."""
        return rendered(self.document, self.edition, numbers=self.numbers)

    @cached_property
    def sources(self) -> SourceList:
        """The numbered list of sources."""
        return SourceList(self.document, self.edition, self.numbers)

    @cached_property
    def onward(self) -> Onward:
        """The onward links of this page."""
        way = onward.way(self.document, self.edition)
        groups = tuple(LinkGroup(name, tuple(map(self.link, keys))) for name, keys in way.groups)
        first, then = (self.link(key) if key else None for key in (way.first, way.next))
        return Onward(first, tuple(map(self.link, way.tools)), then, groups)

    @cached_property
    def help(self) -> HelpCard | None:
        """The help card if `distress` is not `none`; else None."""
        if getattr(self.document.entry, "distress", "none") == "none":
            return None
        card = help_card(self.here, self.edition)
        first = self.contacts[0].id if self.contacts else None
        return card._replace(danger_first=first in {each.id for each in card.danger})

    @property
    def also(self) -> tuple[ContactCard, ...]:
        """The other crisis contacts, for the page of a crisis contact."""
        card = help_card(self.here, self.edition)
        return tuple(each for each in (*card.talk, *card.danger) if each.id != self.document.entry.id)

    @property
    def truth(self) -> str:
        """The truth about the article's `belief`, without references; empty if it has none."""
        return self.words("belief", "truth")

    @property
    def limits(self) -> str:
        """The `limits` of a strategy, without references; empty if it has none."""
        return self.words("limits")

    def words(self, *location: str) -> str:
        """A text of the entry as plain text, by its location; empty if there is none."""
        text: Any = self.document.entry
        for name in location:
            text = getattr(text, name, None)
        return self.edition.plain(self.document, location, text) if text else ""

    @property
    def call(self) -> ContactCard | None:
        """The first contact in `turn_to` that has a phone number; else None."""
        return next((contact for contact in self.contacts if contact.phone), None)

    @property
    def steps_shown(self) -> int:
        """How many steps fit on the first screen."""
        return self.card.steps

    @cached_property
    def card(self) -> Card:
        """What the card on the first screen shows."""
        entry = self.document.entry
        assert isinstance(entry, Article)
        steps = [self._as_wide(("do_now", index), step) for index, step in enumerate(entry.do_now)]
        never = self._as_wide(("dont", 0), entry.dont[0]) if entry.dont else ""
        action = (self.onward.first.title, self.onward.first.summary) if self.onward.first else ("", "")
        answer = self._as_wide(("answer",), entry.answer)
        return card(entry.title, answer, steps, never, action, self.call.when or "" if self.call else "")

    def _as_wide(self, place: Location, text: str) -> str:
        """Plain text as wide as it is displayed: a citation mark counts as one character."""
        return self.edition.plain(self.document, place, text) + "注" * text.count("[@")

    @cached_property
    def phones(self) -> tuple[ContactCard, ...]:
        """All contacts with a number on the page, crisis contacts first."""
        crisis = self.help.first if self.help else ()
        found = {contact.id: contact for contact in (*crisis, *self.contacts) if contact.phone}
        return tuple(found.values())

    @cached_property
    def contacts(self) -> tuple[ContactCard, ...]:
        """The contacts that the entry names in `turn_to`."""
        keys = [
            m.resolution.key
            for m in self.edition.links.mentions[self.document.key]
            if m.reference.location[0] == "turn_to" and m.resolution.key
        ]
        return tuple(contact_card(self.here, self.edition.library[key]) for key in keys)

    @property
    def clause_groups(self) -> list[list[Fields]]:
        """The clauses of this source, in groups of ten if there are many."""
        clauses = self.fields.clauses
        size = len(clauses) if len(clauses) <= MANY_CLAUSES else CLAUSES_TOGETHER
        return [clauses[at : at + size] for at in range(0, len(clauses), size)]

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

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the sections, for the table of contents."""
        return tuple(Heading(section_anchor(each), each.heading) for each in self.document.sections.values())


def entry_link(here: str, key: str, edition: Edition) -> Link:
    """A link from the page at an address to an entry."""
    return Link(relative(here, address(key)), *edition.face(key))


def help_card(here: str, edition: Edition) -> HelpCard:
    """The help card for the page at an address."""
    found: dict[str, list[ContactCard]] = {"talk": [], "danger": []}
    for document in by_place(edition.library.section(Contact.section)):
        entry = document.entry
        if isinstance(entry, Contact) and entry.crisis and entry.purpose in found:
            found[entry.purpose].append(contact_card(here, document))
    return HelpCard(tuple(found["talk"]), tuple(found["danger"]))


def start(here: str, edition: Edition) -> dict[str, Any]:
    """Values for the start of the home and search pages: common fears, situations, and whom to call."""
    paths = (d for d in edition.library.section(Situation.section) if d.entry.status == "published")
    situations = [entry_link(here, document.key, edition) for document in by_place(paths)]
    doors = [door for door in edition.library.words.site.home.doors if door.to in edition.library]
    return {
        "situations": situations,
        "doors": [(entry_link(here, door.to, edition), door.says, door.picture) for door in doors],
        "help": help_card(here, edition),
    }


def by_place(documents: Iterable[Document]) -> list[Document]:
    """Entries ordered by `place`, then by id."""
    return sorted(documents, key=lambda document: (document.entry.place, document.key))


def contact_card(here: str, document: Document) -> ContactCard:
    """The card of a contact for the page at `here`."""
    shown = document.entry
    assert isinstance(shown, Contact)
    href, name = relative(here, address(document.key)), re.sub(r"^[\d-]+ *", "", shown.title)
    own = (shown.when, shown.phone, shown.promise, shown.app_path, shown.address, shown.hours)
    return ContactCard(shown.id, href, shown.title, name, *own)


def rendered(
    document: Document, edition: Edition, here: str | None = None, numbers: CitationNumbers | None = None
) -> Fields:
    """The fields of an entry with prose as HTML and references as links, structured like the model; `href` is its
    address.
    """
    own = address(document.key)
    # Shown on the page of another entry, its citations keep the numbers that they have on its own page.
    numbers = numbers or CitationNumbers.in_order(edition.links.mentions[document.key])
    fields = _Renderer(document, edition, here or own, numbers).record(document.entry, ())
    fields.href = relative(here or own, own)
    return fields


@cache
def _rendered_fields(model: type[Record]) -> tuple[tuple[str, str, str], ...]:
    """The fields of a model that are not shown as they are written: name, key, and the markup of the text, `link`, or
    nothing for records. Relations are not: `View.onward` shows them.
    """
    forms = ((name, key, _form(marks)) for name, key, marks in fields(model))
    kept = ((*form, model_in(model.model_fields[form[0]].annotation)) for form in forms)
    return tuple((name, key, form) for name, key, form, inner in kept if form or inner not in (None, Relations))


def _form(marks: Iterable[object]) -> str:
    """How the texts of a field are rendered, by its marks: the kind of markup, or `link`; empty for plain text."""
    forms = ("link" if isinstance(mark, Target) else getattr(mark, "kind", "plain") for mark in marks)
    return next((form for form in forms if form != "plain"), "")


_LONG = re.compile(rf"[\u4e00-\u9fff](?:[^。！？：“”\n|*`\[{{]{{{SHORT}}}|[^。*`\[{{]{{0,{SHORT}}}[！？：“”\n])")


def begins_long(text: str) -> bool:
    """Whether a text clearly begins with something else than a short sentence: most do, and to see that is quick."""
    return _LONG.match(text) is not None


class _Renderer:
    """Renders one entry; keeps track of the terms that a section has linked already."""

    def __init__(self, document: Document, edition: Edition, here: str, numbers: CitationNumbers) -> None:
        self.document, self.edition, self.here, self.numbers = document, edition, here, numbers
        self.cited: list[Mention] = []
        self.mentions = edition.links.by_location(document.key)
        self.linked: set[str] = {document.key}

    def record(self, record: Record, location: Location) -> Fields:
        if isinstance(record, Section):
            self.linked = {self.document.key}
        values = dict(vars(record))
        for name, key, form in _rendered_fields(type(record)):
            values[name] = self.value(values[name], (*location, key), form)
        if isinstance(record, Section):
            values["anchor"] = section_anchor(record)
            values["preview"] = self.preview(record, location)
        return Fields(**values)

    def value(self, value: Any, location: Location, form: str) -> Any:
        if isinstance(value, str):
            return self.text(value, location, form)
        if isinstance(value, tuple):
            return [self.value(item, (*location, index), form) for index, item in enumerate(value)]
        return self.record(value, location) if isinstance(value, Record) else value

    def text(self, value: str, location: Location, form: str) -> Any:
        if form == "link":
            key = self.mentions[location][0].resolution.key
            return entry_link(self.here, key, self.edition) if key else Link("#kb-title", value, "", "", "", "", False)
        return self.prose(value, location, form) if form else value

    def preview(self, section: Section, location: Location) -> str:
        """The text under the heading of a folded section: its `short` answer, else its first sentence if that is short
        enough.
        """
        if section.short:
            return self.edition.plain(self.document, (*location, "short"), section.short)
        if begins_long(section.body):
            return ""
        text = self.edition.plain(self.document, (*location, "body"), section.body)
        sentence = re.match(r"[^。！？：“”\n|]+。", text)
        return sentence[0] if sentence and len(sentence[0]) <= SHORT else ""

    def prose(self, text: str, location: Location, kind: str) -> Html | Numbered:
        known = len(self.cited)
        pieces = [
            prose.Piece(each.reference.start, each.reference.end, self.reference(each, text))
            for each in self.mentions.get(location, ())
        ]
        if kind == "letter" and isinstance(self.document.entry, Letter):
            html = letter(text, pieces, self.document.entry)
        else:
            html = (prose.block if kind == "block" else prose.line)(text, pieces, self.terms)
        return Html(html) if len(self.cited) == known else Numbered(html, self.citation)

    def reference(self, mention: Mention, text: str) -> str:
        if mention.reference.kind != "citation":
            return reference_html(mention, self.edition, self.here, text[: mention.reference.start])
        self.cited.append(mention)
        return citation_mark(len(self.cited) - 1)

    def citation(self, index: int) -> str:
        own = address(self.document.key)
        page = "" if self.here == own else relative(self.here, own)
        return citation_html(self.cited[index], self.edition, self.numbers, page)

    def terms(self, text: str) -> list[tuple[int, int, str]]:
        found = []
        # Each is added before the next is looked for, so that none is found twice.
        for start, end, key in self.edition.terms.find(text, self.linked):
            self.linked.add(key)
            href = relative(self.here, address(key))
            found.append((start, end, prose.link(href, text[start:end], "kb-term", data_tip=tip_mark(key))))
        return found
