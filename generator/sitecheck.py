"""The built folder as a browser would walk it: every link, anchor and asset of every page must be there."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote

from generator import pool

_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_ATTRIBUTE = re.compile(r"\s(href|src|action|id)=[\"']?([^\"'\s>]+)")
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//")


@dataclass(frozen=True)
class Broken:
    """A link that leads nowhere: the page it stands on, the link as written, and why."""

    page: str
    link: str
    reason: str


def broken_links(folder: Path, base: str = "/", jobs: int = 1) -> tuple[Broken, ...]:
    """The links, anchors and assets of a built folder that do not resolve inside it.

    `base` is the path the site is served under; links of the 404 page, which is shown at any depth, begin with it.
    """
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    names = sorted(name for name in files if name.endswith(".html"))
    pages = dict(zip(names, pool.over(lambda name: _read(folder / name), names, jobs), strict=True))
    anchors = {name: page.anchors for name, page in pages.items()}
    return tuple(
        Broken(name, link, reason)
        for name, page in pages.items()
        for link in page.links
        if (reason := _fault(name, link, files, anchors, base))
    )


@dataclass(frozen=True)
class _Page:
    """What a page offers to links and where its own lead, each once."""

    anchors: frozenset[str]
    links: tuple[str, ...]


def _read(path: Path) -> _Page:
    attributes = [pair for tag in _TAG.finditer(path.read_text("utf-8")) for pair in _ATTRIBUTE.findall(tag[0])]
    links = dict.fromkeys(value for name, value in attributes if name != "id")
    return _Page(
        frozenset(value for name, value in attributes if name == "id"),
        tuple(link for link in links if not _OUTSIDE.match(link)),
    )


def _fault(page: str, link: str, files: set[str], anchors: dict[str, frozenset[str]], base: str) -> str | None:
    path, _, fragment = link.replace("&amp;", "&").partition("#")
    target = _target(page.rpartition("/")[0], path.partition("?")[0], base) if path else page
    if target not in files:
        return "missing file"
    if fragment and unquote(fragment) not in anchors.get(target, frozenset()):
        return "missing anchor"
    return None


def _target(folder: str, path: str, base: str) -> str:
    """The file a link leads to; a folder is its index page."""
    outer, _, _ = folder.rpartition("/")
    if outer and path.startswith("../"):
        return _target(outer, path[3:] or ".", base)
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
