"""The layout HTML around pages, extracted from a few placeholder pages that MkDocs built.

All other pages reuse it and come out byte for byte as MkDocs would build them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from generator.hosting.settings import settings_digest, settings_text
from generator.linking.addresses import file_of
from generator.remembering.memo import digest
from generator.remembering.values import remembered
from generator.rendering.hyperlinks import Hyperlinks, hyperlinks
from generator.rendering.output import Output
from generator.rendering.page import PageIdentity, RenderedPage
from generator.rendering.template_files import templates_of

_SLOT = re.compile("kb-slot-((?:(?!kb-slot-)[a-z_])+)")
_CUSTOM_DIR = re.compile(r"""custom_dir["']?\s*:\s*["']?(?P<folder>[^"'\n#,}]*)""")
_NOT_PLAIN = ("!", "&", "*", "|", ">")
"""First characters of YAML values whose content is elsewhere, such as tags and aliases."""


@remembered
@dataclass(frozen=True)
class Frame:
    """Layout HTML of one kind of page, split at its slots: literal text and slot names alternate."""

    pieces: tuple[bytes, ...]
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
        words = {
            **page.head,
            "title": escape(page.title),
            "description": escape(page.description),
            "name": page.address.rstrip("/").rpartition("/")[2],
            "source": page.source or "",
        }
        values = {b"content": page.encoded, **{name.encode(): text.encode() for name, text in words.items()}}
        pieces = self.frame(page).pieces
        return b"".join(values.get(piece, b"") if index % 2 else piece for index, piece in enumerate(pieces))


class _StandIn(RenderedPage):
    """A page whose metadata answers every lookup with a slot of that name."""

    @property
    def head(self) -> "_Slots":
        return _Slots()


class _Slots(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return f"kb-slot-{name}"


def kind_of(page: PageIdentity) -> str:
    """Key of the layout that a page uses: pages in one folder share one; each top-level page has its own."""
    folder = page.address.rstrip("/").rpartition("/")[0]
    return f"{folder}/kb-slot-name/" if folder else page.address


def stand_ins(pages: Iterable[PageIdentity]) -> dict[str, RenderedPage]:
    """One placeholder page for each kind of page, with slots in place of content, by kind."""
    return {
        kind: _StandIn.of(
            kind,
            "kb-slot-title",
            "kb-slot-description",
            "kb-slot-content",
            source="kb-slot-source" if page.source else None,
            section=page.section,
        )
        for kind, page in {kind_of(page): page for page in pages}.items()
    }


def frame(kind: str, html: str, base: str) -> Frame:
    """The frame extracted from the HTML that MkDocs built from a placeholder page."""
    links = hyperlinks(file_of(kind), html, base)
    return Frame(tuple(piece.encode() for piece in _SLOT.split(html)), links)


def host_inputs(root: Path) -> bytes | None:
    """The hash of everything the layout depends on besides the pages, or None if that cannot be determined."""
    settings, text = settings_digest(root), settings_text(root)
    if settings is None or text is None:
        return None
    named = [found["folder"].strip() for found in _CUSTOM_DIR.finditer(text)]
    if any(not name or name.startswith(_NOT_PLAIN) for name in named):
        return None
    folders = {templates_of(root), *(root / name for name in named)}
    files = [(path, folder) for folder in sorted(folders) for path in sorted(folder.rglob("*")) if path.is_file()]
    contents = (part for path, folder in files for part in (path.relative_to(folder).as_posix(), path.read_bytes()))
    return digest(settings, *contents)
