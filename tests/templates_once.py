"""Compiles a template once in a process, however many copies of it the bases of the tests have."""

from functools import wraps
from typing import Any

from jinja2 import Environment

_KNOWN: dict[tuple[Any, ...], Any] = {}


def share() -> None:
    """From now on, what a template says is compiled when it is first met; only its place differs in other copies."""
    compiled = Environment.compile

    @wraps(compiled)
    def once(self: Environment, source: Any, name: Any = None, filename: Any = None, *how: Any, **more: Any) -> Any:
        if how or more:
            return compiled(self, source, name, filename, *how, **more)
        key = (source, name, *_settings(self))
        if key not in _KNOWN:
            _KNOWN[key] = compiled(self, source, name, filename)
        return _KNOWN[key].replace(co_filename=filename or "<template>")

    Environment.compile = once  # type: ignore[method-assign]


def _settings(environment: Environment) -> tuple[Any, ...]:
    """All that the code made of a template depends on besides its words."""
    marks = tuple(value for name, value in sorted(vars(environment).items()) if isinstance(value, str | bool | None))
    known = (environment.filters.items(), environment.tests.items(), environment.extensions)
    return (marks, environment.undefined, environment.finalize, environment.autoescape, *map(frozenset, known))
