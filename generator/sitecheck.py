"""The built folder as a browser would walk it: every link, anchor and asset of every page must be there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote

_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_REFERENCE = re.compile(r"\s(?:href|src|action)=[\"']?([^\"'\s>]+)")
_ANCHOR = re.compile(r"\sid=[\"']?([^\"'\s>]+)")


@dataclass(frozen=True)
class Broken:
    """A link that leads nowhere: the page it stands on, the link as written, and why."""

    page: str
    link: str
    reason: str


def broken_links(folder: Path, base: str = "/") -> tuple[Broken, ...]:
    """The links, anchors and assets of a built folder that do not resolve inside it.

    `base` is the path the site is served under; links of the 404 page, which is shown at any depth, begin with it.
    """
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {name: (folder / name).read_text("utf-8") for name in sorted(files) if name.endswith(".html")}
    anchors = {name: set(_attributes(_ANCHOR, html)) for name, html in pages.items()}
    return tuple(
        Broken(name, link, reason)
        for name, html in pages.items()
        for link in dict.fromkeys(_attributes(_REFERENCE, html))
        if (reason := _fault(name, link, files, anchors, base))
    )


def _attributes(pattern: re.Pattern[str], html: str) -> Iterator[str]:
    for tag in _TAG.finditer(html):
        yield from pattern.findall(tag[0])


def _fault(page: str, link: str, files: set[str], anchors: dict[str, set[str]], base: str) -> str | None:
    if re.match(r"[a-z][a-z0-9+.-]*:|//", link):
        return None
    path, _, fragment = link.replace("&amp;", "&").partition("#")
    target = _target(page, unquote(path.partition("?")[0]), base)
    if target not in files:
        return "missing file"
    if fragment and unquote(fragment) not in anchors.get(target, set()):
        return "missing anchor"
    return None


def _target(page: str, path: str, base: str) -> str:
    """The file a link leads to; a folder is its index page."""
    if not path:
        return page
    absolute = path.startswith("/")
    if absolute and not (path + "/").startswith(base):
        return path
    target = normpath(path[len(base) :] or "." if absolute else join(page.rpartition("/")[0], path))
    folder = path.endswith(("/", "..", ".")) or target == "."
    return normpath(join(target, "index.html")) if folder else target
