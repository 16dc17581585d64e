"""The folder of templates that a base is rendered with, and what stands in it."""

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
