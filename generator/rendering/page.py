"""One page of the site as data: everything needed to put the layout around it."""

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import NamedTuple, Protocol

from generator.linking.addresses import file_of
from generator.remembering.values import remembered
from generator.rendering.hyperlinks import Hyperlinks, hyperlinks


@remembered
@dataclass(frozen=True)
class Heading:
    """An entry in a page's table of contents."""

    anchor: str
    text: str


@remembered
@dataclass(frozen=True)
class RenderedPage:
    """A page: its address, its words for search engines, its HTML inside `<article>`, and its contents.

    `source` is the content file behind it, relative to the root (nothing for pages made from many entries);
    `revised` is the day of its last review.
    """

    address: str
    title: str
    description: str
    packed: bytes
    links: Hyperlinks
    """Where the links of the HTML lead, and its anchors."""
    headings: tuple[Heading, ...] = ()
    source: str | None = None
    section: str | None = None
    revised: date | None = None
    tips: tuple[tuple[str, str], ...] = ()
    """Keys of the terms that are linked by themselves, with the words to show for each."""
    head: Mapping[str, str] = field(default_factory=dict)
    """What else the frame around the page shows of it, by name, as HTML; `main.html` asks for `page.meta.head.<name>`.
    """

    @classmethod
    def of(
        cls,
        address: str,
        title: str,
        description: str,
        html: str,
        headings: tuple[Heading, ...] = (),
        source: str | None = None,
        section: str | None = None,
        revised: date | None = None,
        head: Mapping[str, str] | None = None,
    ) -> "RenderedPage":
        """A page with its HTML packed, and the tips that it waits for without words."""
        tips = tuple((key, "") for key in keys_of_tips(html))
        packed = zlib.compress(html.encode("utf-8"), 1)
        links = hyperlinks(file_of(address), html)
        return cls(
            address,
            title,
            description,
            packed,
            links,
            headings,
            source,
            section,
            revised,
            tips,
            {} if head is None else head,
        )

    @property
    def html(self) -> str:
        """The HTML, unpacked each time: that of ten thousand pages at once would fill the memory."""
        return with_tips(zlib.decompress(self.packed).decode("utf-8"), dict(self.tips))


class PageIdentity(Protocol):
    """What is known of a page before it is made: where it is, in which section, and from which content file."""

    @property
    def address(self) -> str:
        """Where it is, from the root of the site."""

    @property
    def section(self) -> str | None:
        """The section it belongs to, if any."""

    @property
    def source(self) -> str | None:
        """The content file it is made from, if it is made from one."""


@dataclass(frozen=True)
class PlannedPage:
    """A page that can be made: its place, how it is made, and the key of all that this depends on."""

    address: str
    make: Callable[[], RenderedPage]
    key: Callable[[], bytes]
    section: str | None = None
    source: str | None = None
    revised: date | None = None
    """The day of its last review."""


_TIP = re.compile("\ue002([^\ue003]*)\ue003")


def tip_mark(key: str) -> str:
    """The placeholder for a term's tooltip in HTML; the words are filled in at the end, so that changing them re-
    renders nothing.
    """
    return f"\ue002{key}\ue003"


def with_tips(html: str, tips: Mapping[str, str]) -> str:
    """HTML with the words of each tip in place of its mark."""
    return _TIP.sub(lambda mark: escape(tips.get(mark[1], "")), html)


def keys_of_tips(html: str) -> tuple[str, ...]:
    """The terms whose tips HTML waits for."""
    return tuple(dict.fromkeys(_TIP.findall(html)))


Doors = tuple[tuple[str, str], ...]
"""Addresses with the words of the links to them."""


class Call(NamedTuple):
    """A number to call: its name, when to call it, its digits."""

    name: str
    when: str
    phone: str


@dataclass(frozen=True)
class Masthead:
    """What stands around every page: the site's name and claim, what it is not, the sections in its navigation, the
    pages in its footer, and what wide screens have room for: where to begin, and whom to call.
    """

    name: str
    claim: str
    disclaimer: str
    navigation: Doors
    footer: Doors
    begin: Doors = ()
    calls: tuple[Call, ...] = ()
