"""The Jinja environment of `site_templates/`, with autoescape and an error for every undefined name."""

import re
from collections.abc import MutableMapping
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from generator.rendering.fragments import marked
from generator.rendering.template_files import assets_of
from generator.tools.scripts import script_paths

BrokenTemplate = TemplateError
"""The exceptions for a template that is missing or has a syntax error; `name` and `lineno` say where."""


def render(templates: Path, name: str, **values: Any) -> str:
    """The HTML of a template with these values."""
    return _environment(templates).get_template(name).render(values)


def html_of(value: Any) -> str:
    """What `escape` of markupsafe gives, in a third of the time: most values are HTML, or have nothing to escape."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is int:
        return str(value)
    return value if kind is str and not _SPECIAL.search(value) else escape(value)


_SPECIAL = re.compile("[&<>\"']")


class _Generator(CodeGenerator):
    """Compiles templates that escape by `html_of` and call macros directly: none of what they call wants the context."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        super().visit_Template(node, frame)
        self.writeline(f"from {__name__} import {html_of.__name__} as escape")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")


class _Environment(Environment):
    code_generator_class = _Generator

    def make_globals(self, d: MutableMapping[str, Any] | None) -> dict[str, Any]:
        """Names that every page has, in a plain dictionary, since it is copied for each page."""
        return {**self.globals, **(d or {})}


@cache
def _environment(templates: Path) -> Environment:
    made = _Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["hashed"] = partial(_hashed, templates)
    made.filters["shown_by"] = _shown_by
    return made


@lru_cache(16_384)
def _shown_by(value: Any, macro: Macro) -> str:
    """The HTML of a macro for a value that many pages show, made once for all of them."""
    return Markup(marked(macro(value)))


def _hashed(templates: Path, name: str) -> str:
    """The path in the site of a script or style, by its name in the sources."""
    paths = script_paths()
    return paths[name] if name in paths else assets_of(templates)[name][1]
