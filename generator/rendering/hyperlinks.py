"""The links and anchors of HTML as browsers see them: which files of the site links lead to, and which are broken."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from posixpath import join, normpath
from typing import NamedTuple
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from generator.remembering.values import remembered

_LINKS = frozenset(("href", "xlink:href", "src", "action", "formaction", "poster", "data"))
"""Attributes that contain one URL."""
_LINKING = ", ".join(f"[{name}]" for name in (*sorted(_LINKS), "srcset", "id", "name") if ":" not in name)
_OUTSIDE = re.compile(r"(?:https?://|tel:|sms:|mailto:)", re.IGNORECASE)
"""Prefixes of links that leave the site; anything else is checked, so `javascript:` or `//host` counts as broken."""


@remembered
@dataclass(frozen=True)
class Hyperlinks:
    """The anchors of a piece of HTML, and the targets of its links, such as `concepts/fenfu/index.html#anchor`, but for
    its own anchors; each once.
    """

    anchors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()

    def interned(self) -> "Hyperlinks":
        """The same with interned strings, which saves memory because most pages share targets."""
        return Hyperlinks(self.anchors, tuple(map(sys.intern, self.targets)))


@dataclass(frozen=True)
class Broken:
    """A broken link: the file that contains it, its target, and the reason."""

    page: str
    target: str
    reason: str


def hyperlinks(file: str, html: str, base: str = "/") -> Hyperlinks:
    """The links and anchors of HTML in a file of a site that is served under the path `base`.

    Links that leave the site are not included.
    """
    return hyperlinks_of(file, [found_in(parsed(html.encode("utf-8", "ignore")))], base)


def parsed(html: bytes) -> LexborHTMLParser:
    """HTML as browsers see it."""
    # Lexbor reads HTML by the rules that browsers follow; a regular expression or `html.parser` does not, and is no faster.
    return LexborHTMLParser(html)


class Found(NamedTuple):
    """The anchors of a piece of HTML and its links, as they are written."""

    anchors: tuple[str, ...]
    links: tuple[str, ...]


def found_in(tree: LexborHTMLParser) -> Found:
    """The anchors and links of HTML that has been read."""
    anchors: dict[str, None] = {}
    links: dict[str, None] = {}
    for tag in tree.css(_LINKING):
        for name, value in tag.attributes.items():
            if not value:
                continue
            if name == "id" or (name == "name" and tag.tag == "a"):
                anchors[value] = None
            elif name in _LINKS:
                links[value.strip()] = None
            elif name == "srcset":
                links.update(dict.fromkeys(_first_words(value)))
    return Found(tuple(anchors), tuple(links))


def hyperlinks_of(file: str, pieces: Iterable[Found], base: str = "/") -> Hyperlinks:
    """The links and anchors of a file, from those of its pieces."""
    anchors, links = (dict.fromkeys(chain.from_iterable(some)) for some in zip(*pieces, strict=True))
    for anchor in anchors:
        links.pop(f"#{anchor}", None)
    folder = file.rpartition("/")[0]
    inside = (link for link in links if link and (link[0] in "#." or not _OUTSIDE.match(link)))
    targets = (_anchored(file, link) if link[0] in "#?" else _target(folder, link, base) for link in inside)
    return Hyperlinks(tuple(anchors), tuple(dict.fromkeys(targets)))


def _first_words(srcset: str) -> Iterator[str]:
    """The URLs in a `srcset` attribute."""
    return (candidate.split()[0] for candidate in srcset.split(",") if candidate.strip())


def broken(pages: Mapping[str, Iterable[Hyperlinks]], files: Iterable[str]) -> tuple[Broken, ...]:
    """The broken links of pages (each given as one or more pieces of HTML): those to a missing file or anchor."""
    there = {*files, *(f"{name}#{anchor}" for name, pieces in pages.items() for p in pieces for anchor in p.anchors)}
    return tuple(
        Broken(name, target, "missing anchor" if target.partition("#")[0] in there else "missing file")
        for name, pieces in pages.items()
        for piece in pieces
        for target in piece.targets
        if target not in there
    )


def _target(folder: str, link: str, base: str) -> str:
    """The path that a link in a folder leads to, with the anchor; for a folder that of its `index.html`."""
    if link.startswith("../") and "/" in folder:  # the same on all pages of a folder, so most are known
        return _resolved(folder.rpartition("/")[0], link[3:], base)
    return _resolved(folder, link, base)


def _anchored(file: str, link: str) -> str:
    fragment = link.partition("#")[2]
    return f"{file}#{unquote(fragment)}" if fragment else file


@lru_cache(100_000)
def _resolved(folder: str, link: str, base: str) -> str:
    path = link.partition("#")[0].partition("?")[0]
    return _anchored(_file(folder, unquote(path) or ".", base), link)


def _file(folder: str, path: str, base: str) -> str:
    absolute = path.startswith("/")
    if absolute and not (path + "/").startswith(base):
        return path
    target = normpath(path[len(base) :] or "." if absolute else join(folder, path))
    to_folder = path.endswith(("/", "..", ".")) or target == "."
    return normpath(join(target, "index.html")) if to_folder else target
