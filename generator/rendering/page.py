"""A page of the site as data: everything that the layout around it needs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from html import escape
from typing import NamedTuple, Protocol

from generator.linking.addresses import file_of
from generator.remembering.memo import digest
from generator.remembering.values import Later, remembered
from generator.rendering import fragments
from generator.rendering.hyperlinks import Hyperlinks, hyperlinks_of


@remembered
@dataclass(frozen=True)
class Heading:
    """An entry in a page's table of contents."""

    anchor: str
    text: str


@remembered
class Body(NamedTuple):
    """What only the files of a page need; restored when these are made, because that of ten thousand pages would fill the
    memory.
    """

    html: bytes
    """The HTML with placeholders for tooltips."""
    markdown: bytes
    head: Mapping[str, str]


@remembered
@dataclass(frozen=True)
class RenderedPage:
    """A rendered page: its address, title and description, its table of contents, and what only its files need.

    `source` is its content file relative to the root (None for pages made from many entries);
    `revised` is the day of its last review.
    """

    address: str
    title: str
    description: str
    body: Later[Body] = field(compare=False)
    links: Hyperlinks
    """The targets of the links in the HTML, and its anchors."""
    headings: tuple[Heading, ...] = ()
    source: str | None = None
    section: str | None = None
    revised: date | None = None
    tips: tuple[tuple[str, str], ...] = ()
    """Keys of automatically linked terms with their tooltips."""
    digest: bytes = b""
    """Hash of all that the file of the page shows, but for the layout and the tooltips."""

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
        """A page from its HTML inside `<article>`, in which fragments may be marked, and in its head; the tooltips of its terms are still empty."""
        read = fragments.read(html)  # once, for the links and for the Markdown version
        data = read.html.encode("utf-8")
        in_head = (part for item in sorted((head or {}).items()) for part in item)
        return cls(
            address,
            title,
            description,
            Later.of(Body(data, read.markdown.encode("utf-8"), head or {})),
            hyperlinks_of(file_of(address), read.found),
            headings,
            source,
            section,
            revised,
            tuple((key, "") for key in keys_of_tips(read.html)),
            digest(address, title, description, source or "", data, *in_head),
        )

    @property
    def html(self) -> str:
        """The HTML inside `<article>`, with the tooltips of its terms."""
        return self.encoded.decode("utf-8")

    @property
    def encoded(self) -> bytes:
        """The same as bytes."""
        return with_tips(_body(self.body).html, dict(self.tips))

    @property
    def markdown(self) -> bytes:
        """The Markdown version."""
        return _body(self.body).markdown

    @property
    def head(self) -> Mapping[str, str]:
        """HTML for the head of the page, by name; `main.html` inserts it as `page.meta.head.<name>`."""
        return _body(self.body).head


@lru_cache(1)
def _body(later: Later[Body]) -> Body:
    """That of the last page is kept, because its Markdown version is written next."""
    return later.again()


class PageIdentity(Protocol):
    """What is known of a page before it is built."""

    @property
    def address(self) -> str:
        """The address, from the root of the site, such as `/concepts/fenfu/`."""

    @property
    def section(self) -> str | None:
        """The section that it belongs to, or None."""

    @property
    def source(self) -> str | None:
        """The content file that it is made from, or None."""


@dataclass(frozen=True)
class PlannedPage:
    """A page that can be built: its address, a function that builds it, and one for the cache key of everything it
    depends on.
    """

    address: str
    make: Callable[[], RenderedPage]
    key: Callable[[], bytes]
    section: str | None = None
    source: str | None = None
    revised: date | None = None
    """The day of its last review."""


_TIP = re.compile("\ue002([^\ue003]*)\ue003")
_TIP_IN_BYTES = re.compile("\ue002(.*?)\ue003".encode())


def tip_mark(key: str) -> str:
    """The placeholder for the tooltip of a term in HTML. It is filled in last, so that a changed tooltip does not require
    rendering pages again.
    """
    return f"\ue002{key}\ue003"


def with_tips(html: bytes, tips: Mapping[str, str]) -> bytes:
    """HTML with its placeholders replaced by tooltips, given by key."""
    shown = {key.encode("utf-8"): _attribute(words) for key, words in tips.items()}
    return _TIP_IN_BYTES.sub(lambda mark: shown.get(mark[1], b""), html)


@lru_cache(16_384)
def _attribute(words: str) -> bytes:
    """A tooltip as the value of an attribute; most are on many pages."""
    return escape(words).encode("utf-8")


def keys_of_tips(html: str) -> tuple[str, ...]:
    """The keys of the terms for which HTML has placeholders."""
    return tuple(dict.fromkeys(_TIP.findall(html)))


Doors = tuple[tuple[str, str], ...]
"""Links as pairs of address and label."""


class Call(NamedTuple):
    """A number to call: the name of the contact, when to call it, and the number."""

    name: str
    when: str
    phone: str


@dataclass(frozen=True)
class Masthead:
    """The texts of the layout around every page: name, claim and disclaimer of the site, links of the navigation and
    the footer,
    and for wide screens where to begin and whom to call.
    """

    name: str
    claim: str
    disclaimer: str
    navigation: Doors
    footer: Doors
    begin: Doors = ()
    calls: tuple[Call, ...] = ()
