"""The Jinja environment of `site_templates/`: autoescape on, every unknown name an error."""

from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from generator.rendering.template_files import assets_of
from generator.tools.scripts import script_paths

BrokenTemplate = TemplateError
"""What is raised for a template that is not there or cannot be read; `name` and `lineno` say where."""


def render(templates: Path, name: str, **values: Any) -> str:
    """A template's HTML."""
    return _environment(templates).get_template(name).render(values)


@cache
def _environment(templates: Path) -> Environment:
    made = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["hashed"] = partial(_hashed, templates)
    return made


def _hashed(templates: Path, name: str) -> str:
    """The path in the site of a script or style, from the name that it has in the sources."""
    paths = script_paths()
    return paths[name] if name in paths else assets_of(templates)[name][1]
