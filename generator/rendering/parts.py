"""Splits lists that are too long for one page by the first letters (pinyin) of titles: an overview page, and a page for
each part.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from generator.linking.addresses import relative
from generator.reading.document import Document
from generator.rendering.inputs import Inputs
from generator.rendering.page import PlannedPage, RenderedPage
from generator.rendering.templates import render
from generator.rendering.views import entry_link

MOST = 300
"""Maximum number of entries on one page, about 50 kB."""
FOLDER = "/lists"
"""Path segment before the names of parts, which no entry can have."""

Spelling = Mapping[str, tuple[str, ...]]
"""The pinyin syllables of titles in capitals, by title."""


@dataclass(frozen=True)
class Listing:
    """A list of entries in groups: its address, its heading, the title and description of its page."""

    here: str
    heading: str
    title: str
    introduction: str
    groups: Mapping[str, Sequence[Document]]
    section: str | None = None
    brief: bool = False
    """Whether only titles are listed, without summaries."""


class ListPart(NamedTuple):
    """Consecutive entries of a group, and the range of letters that their titles begin with: `A–C`, `ZHANG–ZHEN`."""

    group: str
    letters: str
    documents: Sequence[Document]
    address: str = ""

    @property
    def name(self) -> str:
        """The name of the part within its list."""
        return " ".join(filter(None, (self.group, self.letters)))


def in_parts(listing: Listing, inputs: Inputs, said: Spelling) -> Iterator[PlannedPage]:
    """The pages of a split list: the overview of its parts, and each part."""
    cut = [part for name, documents in listing.groups.items() for part in _cut(name, documents, said)]
    parts = [part._replace(address=f"{FOLDER}{listing.here}{number}/") for number, part in enumerate(cut, 1)]
    yield inputs.list_page(listing.here, partial(_contents, listing, parts, inputs), listing.section)
    for number, part in enumerate(parts):
        beside = {"上一部分": parts[number - 1] if number else None, "下一部分": next(iter(parts[number + 1 :]), None)}
        values = partial(_values, listing, part, beside, inputs)
        yield inputs.list_page(part.address, partial(_part, listing, part, values, inputs), listing.section, values)


def _cut(group: str, documents: Sequence[Document], said: Spelling) -> list[ListPart]:
    """A group split into parts, between letters where possible, else within one."""
    pieces: list[list[Document]] = []
    spelt_first = sorted(documents, key=lambda document: said[document.entry.title])
    for _, same in groupby(spelt_first, key=lambda document: _first(document, said)[:1]):
        found = list(same)
        if pieces and len(pieces[-1]) + len(found) <= MOST:
            pieces[-1] += found
        else:
            pieces += (found[start : start + MOST] for start in range(0, len(found), MOST))
    ends = [(_first(piece[0], said), _first(piece[-1], said)) for piece in pieces]
    shared = Counter(letter for end in ends for letter in {each[:1] for each in end})
    return [ListPart(group, _letters(*end, shared), piece) for piece, end in zip(pieces, ends, strict=True)]


def _first(document: Document, said: Spelling) -> str:
    """The first pinyin syllable of a title."""
    return said[document.entry.title][0]


def _letters(first: str, last: str, shared: Mapping[str, int]) -> str:
    """The range of letters of a part; whole syllables if another part has the same letter."""
    a, b = (each if shared[each[:1]] > 1 else each[:1] for each in (first, last))
    return a if a == b else f"{a}–{b}"


def _contents(listing: Listing, parts: Sequence[ListPart], inputs: Inputs) -> RenderedPage:
    groups: dict[str, list[tuple[str, ListPart]]] = {}
    for part in parts:
        groups.setdefault(part.group, []).append((relative(listing.here, part.address), part))
    html = render(
        inputs.templates,
        "pages/parts.html.j2",
        listing=listing,
        groups=groups,
        search=relative(listing.here, "/search/"),
    )
    return _page(listing, listing.here, "", html, inputs)


def _values(listing: Listing, part: ListPart, beside: Mapping[str, ListPart | None], inputs: Inputs) -> dict[str, Any]:
    """All that the page of a part is made from; it gets links, no entries."""
    here = part.address
    others = ((words, relative(here, other.address), other) for words, other in beside.items() if other)
    return {
        "listing": replace(listing, groups={}),
        "part": part._replace(documents=()),
        "up": relative(here, listing.here),
        "links": [entry_link(here, document.key, inputs.edition) for document in part.documents],
        "beside": [(words, href, other._replace(documents=())) for words, href, other in others],
    }


def _part(listing: Listing, part: ListPart, values: Callable[[], dict[str, Any]], inputs: Inputs) -> RenderedPage:
    html = render(inputs.templates, "pages/part.html.j2", **values())
    return _page(listing, part.address, f"：{part.name}", html, inputs)


def _page(listing: Listing, here: str, of: str, html: str, inputs: Inputs) -> RenderedPage:
    return RenderedPage.of(
        here,
        f"{listing.title}{of}",
        f"{listing.introduction}{of}",
        html,
        section=listing.section,
        revised=inputs.edition.day,
    )
