"""The folder of templates that a base is rendered with, and what stands in it."""

import re
from pathlib import Path

from generator.policy import hashed_path
from generator.remembering.memo import digest
from generator.remembering.place import ordinary

OWN_TEMPLATES = Path(__file__).parents[2] / "site_templates"
_ASSETS = ("javascripts/site.js", "javascripts/card.js", "stylesheets/site.css", "stylesheets/tools.css")
"""What pages of every base ask for; further files of a publisher keep their names."""


def templates_of(root: Path) -> Path:
    """The template folder of a root: its own, or else the one that comes with the generator."""
    own = root / "site_templates"
    return own if (own / "entries").is_dir() else OWN_TEMPLATES


def templates_digest(templates: Path) -> bytes:
    """One digest of all templates in a folder, and of the files whose names stand in pages."""
    files = sorted((*templates.rglob("*.j2"), *_assets(templates)))
    return digest(*(part for path in files for part in (path.relative_to(templates).as_posix(), ordinary(path))))


def assets_of(templates: Path) -> dict[str, tuple[str, str]]:
    """The scripts and styles in a template folder: where each lies in it, and the path that it has in the site."""
    return {
        path.name: (path.relative_to(templates).as_posix(), hashed_path(path.name, ordinary(path)))
        for path in _assets(templates)
    }


def _assets(templates: Path) -> list[Path]:
    return [path for path in (templates / "assets" / name for name in _ASSETS) if path.is_file()]


def page_style(templates: Path) -> str:
    """The style that stands in the head of every page, so that nothing is asked for before the first text shows."""
    path = templates / "assets/stylesheets/site.css"
    written = path.read_text("utf-8") if path.is_file() else ""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", written, flags=re.DOTALL)).strip()
