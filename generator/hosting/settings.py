"""The settings in `mkdocs.yml`, from the cache; MkDocs is imported only when they are not there."""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from generator.base import Base
from generator.language import say
from generator.remembering.folders import entries
from generator.remembering.memo import digest
from generator.remembering.values import remembered

_UNKNOWN_FILES = re.compile(r"INHERIT|hooks|extra_templates|!relative|!!python")
"""Settings that make the layout depend on unknown files; searched as plain words, since YAML has many ways to write
them.
"""
_ENVIRONMENT = "!ENV"
_NAME = re.compile(r"[A-Za-z_]\w*")


class HostError(Exception):
    """MkDocs failed because of its configuration, not because of the content."""


@remembered
@dataclass(frozen=True)
class Settings:
    """The settings in `mkdocs.yml` that `kb` uses; empty if not given."""

    url: str
    """The URL of the site (`site_url`)."""
    report: str
    """Where readers report mistakes (`extra.report`): a mail address or the URL of a form."""


def settings_of(base: Base) -> Settings:
    """The settings of the site in `mkdocs.yml`, from the cache or from MkDocs.

    Raises `HostError` when `mkdocs.yml` is wrong.
    """
    inputs = settings_digest(base.root)
    known = base.memo.recall("settings", inputs, Settings) if inputs else None
    if known is None:
        from generator.hosting.mkdocs_host import (
            settings_by_mkdocs,  # imported late: a tenth of a second that most builds do not need
        )

        known = settings_by_mkdocs(base.root)
        if inputs:
            base.memo.keep("settings", inputs, known)
    return known


def settings_digest(root: Path) -> bytes | None:
    """The hash of everything the MkDocs settings depend on, or None if that cannot be determined."""
    _refuse_special(root)
    text = settings_text(root)
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


def settings_text(root: Path) -> str | None:
    """The text of `mkdocs.yml`; None if it cannot be read, or if settings in it depend on files that are not known."""
    try:
        text = (root / "mkdocs.yml").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return None if _UNKNOWN_FILES.search(text) else text
