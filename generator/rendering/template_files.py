"""The template folder of a base: which one is used, its hash, and its assets."""

import re
from pathlib import Path

from generator.policy import hashed_path
from generator.remembering.memo import digest
from generator.remembering.place import ordinary

OWN_TEMPLATES = Path(__file__).parents[2] / "site_templates"
_ASSETS = ("javascripts/site.js", "javascripts/card.js", "stylesheets/site.css", "stylesheets/tools.css")
"""Scripts and styles that get a hashed name; further files of a publisher keep theirs."""


def templates_of(root: Path) -> Path:
    """The template folder of a base: its own, or else the one of the generator."""
    own = root / "site_templates"
    return own if (own / "entries").is_dir() else OWN_TEMPLATES


def templates_digest(templates: Path) -> bytes:
    """The hash of all templates in a folder and of the assets that pages refer to."""
    files = sorted((*templates.rglob("*.j2"), *_assets(templates)))
    return digest(*(part for path in files for part in (path.relative_to(templates).as_posix(), ordinary(path))))


def assets_of(templates: Path) -> dict[str, tuple[str, str]]:
    """The scripts and styles in a template folder by name: the path in the folder, and the path in the site."""
    return {
        path.name: (path.relative_to(templates).as_posix(), hashed_path(path.name, ordinary(path)))
        for path in _assets(templates)
    }


def _assets(templates: Path) -> list[Path]:
    return [path for path in (templates / "assets" / name for name in _ASSETS) if path.is_file()]


def page_style(templates: Path) -> str:
    """The inline style of every page, which lets the first text be shown after one request."""
    path = templates / "assets/stylesheets/site.css"
    written = path.read_text("utf-8") if path.is_file() else ""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", written, flags=re.DOTALL)).strip()
