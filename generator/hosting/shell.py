"""The layout HTML around pages, extracted from a few placeholder pages that MkDocs built.

All other pages reuse it and come out byte for byte as MkDocs would build them.
"""

import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from generator.language import say
from generator.linking.addresses import file_of
from generator.remembering.folders import entries
from generator.remembering.memo import digest
from generator.remembering.values import remembered
from generator.rendering.hyperlinks import Hyperlinks, hyperlinks
from generator.rendering.output import Output
from generator.rendering.page import PageIdentity, RenderedPage
from generator.rendering.template_files import templates_of

_SLOT = re.compile("kb-slot-((?:(?!kb-slot-)[a-z_])+)")
_UNKNOWN_FILES = re.compile(r"INHERIT|hooks|extra_templates|!relative|!!python")
"""Settings that make the layout depend on unknown files; searched as plain words, since YAML has many ways to write
them.
"""
_CUSTOM_DIR = re.compile(r"""custom_dir["']?\s*:\s*["']?(?P<folder>[^"'\n#,}]*)""")
_NOT_PLAIN = ("!", "&", "*", "|", ">")
"""First characters of YAML values whose content is elsewhere, such as tags and aliases."""
_ENVIRONMENT = "!ENV"
_NAME = re.compile(r"[A-Za-z_]\w*")


class HostError(Exception):
    """MkDocs failed because of its configuration, not because of the content."""


@remembered
@dataclass(frozen=True)
class Frame:
    """Layout HTML of one kind of page, split at its slots: literal text and slot names alternate."""

    pieces: tuple[str, ...]
    links: Hyperlinks
    """The links in the layout itself, which are the same on every page of the kind."""


@remembered
@dataclass(frozen=True)
class Shell:
    """MkDocs' part of a site: the layout for each kind of page, and MkDocs' own files."""

    frames: dict[str, Frame]
    files: tuple[Output, ...]
    base: str
    """The URL path that the site is served under."""

    def frame(self, page: PageIdentity) -> Frame:
        """The frame for a page."""
        return self.frames[kind_of(page)]

    def wrap(self, page: RenderedPage) -> bytes:
        """The complete HTML file of a page: its content inside the layout."""
        values = {
            **page.head,
            "title": escape(page.title),
            "description": escape(page.description),
            "content": page.html,
            "name": page.address.rstrip("/").rpartition("/")[2],
            "source": page.source or "",
        }
        pieces = self.frame(page).pieces
        return "".join(values.get(piece, "") if index % 2 else piece for index, piece in enumerate(pieces)).encode()


@remembered
@dataclass(frozen=True)
class Settings:
    """The settings in `mkdocs.yml` that `kb` uses; empty if not given."""

    url: str
    """The URL of the site (`site_url`)."""
    report: str
    """Where readers report mistakes (`extra.report`): a mail address or the URL of a form."""


class _Slots(dict[str, str]):
    """Page metadata that answers every lookup with a slot of that name."""

    def __missing__(self, name: str) -> str:
        return f"kb-slot-{name}"


def kind_of(page: PageIdentity) -> str:
    """Key of the layout that a page uses: pages in one folder share one; each top-level page has its own."""
    folder = page.address.rstrip("/").rpartition("/")[0]
    return f"{folder}/kb-slot-name/" if folder else page.address


def stand_ins(pages: Iterable[PageIdentity]) -> dict[str, RenderedPage]:
    """One placeholder page for each kind of page, with slots in place of content, by kind."""
    return {
        kind_of(page): RenderedPage.of(
            kind_of(page),
            "kb-slot-title",
            "kb-slot-description",
            "kb-slot-content",
            source="kb-slot-source" if page.source else None,
            section=page.section,
            head=_Slots(),
        )
        for page in pages
    }


def frame(kind: str, html: str, base: str) -> Frame:
    """The frame extracted from the HTML that MkDocs built from a placeholder page."""
    links = hyperlinks(file_of(kind), html, base)
    return Frame(tuple(_SLOT.split(html)), links)


def settings_digest(root: Path) -> bytes | None:
    """The hash of everything the MkDocs settings depend on, or None if that cannot be determined."""
    _refuse_special(root)
    text = _settings(root)
    if text is None:
        return None
    # Any name in the file may be that of a variable; checking too many costs nothing.
    names = sorted(set(_NAME.findall(text)) & os.environ.keys()) if _ENVIRONMENT in text else ()
    return digest(text, *(f"{name}={os.environ[name]}" for name in names))


def _refuse_special(root: Path) -> None:
    """Raises `HostError` for links, devices and pipes among settings and templates, since these files are published."""
    own = root / "site_templates"
    for path in (root / "mkdocs.yml", own, *(Path(entry.path) for _, entry in entries(own))):
        if os.path.lexists(path) and stat.S_IFMT(path.lstat().st_mode) not in (stat.S_IFREG, stat.S_IFDIR):
            name = path.relative_to(root).as_posix()
            raise HostError(
                say(
                    f"{name} 是链接或特殊文件，不会跟过去读；把文件本身放进去",
                    f"{name} is a link or a special file, which is not followed; put the file itself there",
                )
            )


def _settings(root: Path) -> str | None:
    try:
        text = (root / "mkdocs.yml").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return None if _UNKNOWN_FILES.search(text) else text


def host_inputs(root: Path) -> bytes | None:
    """The hash of everything the layout depends on besides the pages, or None if that cannot be determined."""
    settings, text = settings_digest(root), _settings(root)
    if settings is None or text is None:
        return None
    named = [found["folder"].strip() for found in _CUSTOM_DIR.finditer(text)]
    if any(not name or name.startswith(_NOT_PLAIN) for name in named):
        return None
    folders = {templates_of(root), *(root / name for name in named)}
    files = [(path, folder) for folder in sorted(folders) for path in sorted(folder.rglob("*")) if path.is_file()]
    contents = (part for path, folder in files for part in (path.relative_to(folder).as_posix(), path.read_bytes()))
    return digest(settings, *contents)
