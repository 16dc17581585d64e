"""The folder of templates that a base is rendered with, and what stands in it."""

import re
from pathlib import Path

from generator.remembering.memo import digest

OWN_TEMPLATES = Path(__file__).parents[2] / "site_templates"


def templates_of(root: Path) -> Path:
    """The template folder of a root: its own, or else the one that comes with the generator."""
    own = root / "site_templates"
    return own if (own / "entries").is_dir() else OWN_TEMPLATES


def templates_digest(templates: Path) -> bytes:
    """One digest of all templates in a folder."""
    files = sorted(templates.rglob("*.j2"))
    return digest(*(part for path in files for part in (path.relative_to(templates).as_posix(), path.read_bytes())))


def page_style(templates: Path) -> str:
    """The style that stands in the head of every page, so that nothing is asked for before the first text shows."""
    path = templates / "assets/stylesheets/site.css"
    written = path.read_text("utf-8") if path.is_file() else ""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", written, flags=re.DOTALL)).strip()
