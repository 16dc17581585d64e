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


def broken_links(folder: Path) -> tuple[Broken, ...]:
    """The links, anchors and assets of a built folder that do not resolve inside it."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {name: (folder / name).read_text("utf-8") for name in sorted(files) if name.endswith(".html")}
    anchors = {name: set(_attributes(_ANCHOR, html)) for name, html in pages.items()}
    return tuple(
        Broken(name, link, reason)
        for name, html in pages.items()
        for link in dict.fromkeys(_attributes(_REFERENCE, html))
        if (reason := _fault(name, link, files, anchors))
    )


def _attributes(pattern: re.Pattern[str], html: str) -> Iterator[str]:
    for tag in _TAG.finditer(html):
        yield from pattern.findall(tag[0])


def _fault(page: str, link: str, files: set[str], anchors: dict[str, set[str]]) -> str | None:
    if re.match(r"[a-z][a-z0-9+.-]*:|//", link):
        return None
    path, _, fragment = link.replace("&amp;", "&").partition("#")
    target = _target(page, unquote(path.partition("?")[0]))
    if target not in files:
        return "missing file"
    if fragment and unquote(fragment) not in anchors.get(target, set()):
        return "missing anchor"
    return None


def _target(page: str, path: str) -> str:
    """The file a relative link leads to. The 404 page is served from any depth, so its links start at the root."""
    if not path:
        return page
    start = "" if path.startswith("/") else page.rpartition("/")[0]
    target = normpath(join(start, path.lstrip("/") if path.startswith("/") else path))
    target = "" if target == "." else target
    if path.endswith(("/", "..", ".")) or not target:
        target = join(target, "index.html") if target else "index.html"
    return target
