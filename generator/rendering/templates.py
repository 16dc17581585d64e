"""The Jinja environment of `site_templates/`: autoescape on, every unknown name an error."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

OWN_TEMPLATES = Path(__file__).parents[2] / "site_templates"


def templates_of(root: Path) -> Path:
    """The template folder of a root: its own, or else the one that comes with the generator."""
    own = root / "site_templates"
    return own if (own / "entries").is_dir() else OWN_TEMPLATES


def render(templates: Path, name: str, **values: Any) -> str:
    """A template's HTML."""
    return _environment(templates).get_template(name).render(values)


@cache
def _environment(templates: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
