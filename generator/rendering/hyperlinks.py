"""The links and anchors of HTML as a browser sees them: which files of the site they lead to, whether those are there."""

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from posixpath import join, normpath
from urllib.parse import unquote

from generator.remembering.values import remembered

_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_ATTRIBUTE = re.compile(r"\s(href|src|action|id)=[\"']?([^\"'\s>]+)")
_OUTSIDE = re.compile(r"(?:https?://|tel:|sms:|mailto:)")
"""What a link out of the site begins with; anything else, such as `javascript:` or `//host`, leads to no file of ours."""


@remembered
@dataclass(frozen=True)
class Hyperlinks:
    """What a piece of HTML offers to links, and where its own lead, each once: `concepts/fenfu/index.html#anchor`."""

    anchors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()

    def interned(self) -> "Hyperlinks":
        """The same, with the strings that others have too: a few targets are named by most pages of a base."""
        return Hyperlinks(self.anchors, tuple(map(sys.intern, self.targets)))


@dataclass(frozen=True)
class Broken:
    """A link that leads nowhere: the file it stands in, where it leads, and why it cannot."""

    page: str
    target: str
    reason: str


def hyperlinks(file: str, html: str, base: str = "/") -> Hyperlinks:
    """The links and anchors of HTML that stands in a file of a site, which is served under the path `base`.

    Links that leave the site are left out.
    """
    pairs = [pair for tag in _TAG.findall(html) for pair in _ATTRIBUTE.findall(tag)]
    anchors = dict.fromkeys(value for name, value in pairs if name == "id")
    links = dict.fromkeys(value for name, value in pairs if name != "id" and not _OUTSIDE.match(value))
    return Hyperlinks(tuple(anchors), tuple(dict.fromkeys(_target(file, link, base) for link in links)))


def broken(pages: Mapping[str, Iterable[Hyperlinks]], files: Iterable[str]) -> tuple[Broken, ...]:
    """The links of pages, each of which is made of one or more pieces, that lead to no file or no anchor of the site."""
    there = {*files, *(f"{name}#{anchor}" for name, pieces in pages.items() for p in pieces for anchor in p.anchors)}
    return tuple(
        Broken(name, target, "missing anchor" if target.partition("#")[0] in there else "missing file")
        for name, pieces in pages.items()
        for piece in pieces
        for target in piece.targets
        if target not in there
    )


def _target(file: str, link: str, base: str) -> str:
    """The file that a link leads to, with the anchor in it; a folder is its index page."""
    path, _, fragment = link.replace("&amp;", "&").partition("#")
    path = path.partition("?")[0]
    to = _file(file.rpartition("/")[0], path, base) if path else file
    return f"{to}#{unquote(fragment)}" if fragment else to


def _file(folder: str, path: str, base: str) -> str:
    outer, _, _ = folder.rpartition("/")
    if outer and path.startswith("../"):
        return _file(outer, path[3:] or ".", base)
    return _resolved(folder, path, base)


@lru_cache(100_000)
def _resolved(folder: str, path: str, base: str) -> str:
    path = unquote(path)
    absolute = path.startswith("/")
    if absolute and not (path + "/").startswith(base):
        return path
    target = normpath(path[len(base) :] or "." if absolute else join(folder, path))
    to_folder = path.endswith(("/", "..", ".")) or target == "."
    return normpath(join(target, "index.html")) if to_folder else target
