"""The Jinja environment of `site_templates/`: autoescape on, every unknown name an error."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

BrokenTemplate = TemplateError
"""What is raised for a template that is not there or cannot be read; `name` and `lineno` say where."""


def render(templates: Path, name: str, **values: Any) -> str:
    """A template's HTML."""
    return _environment(templates).get_template(name).render(values)


@cache
def _environment(templates: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
