"""All lint rules, one module each, found by its file name and imported when needed."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from generator.linting.rule import Rule

_MODULES = {name.split("_")[0].upper(): name for name in sorted(module.name for module in iter_modules(__path__))}

CODES = tuple(_MODULES)
"""The codes of all rules, in their order."""


@cache
def rule_of(code: str) -> Rule:
    """The rule with a code. Raises `KeyError` if there is none."""
    return cast(Rule, import_module(f"{__name__}.{_MODULES[code]}"))


def all_rules() -> tuple[Rule, ...]:
    """All rules, in the order of their codes."""
    return tuple(map(rule_of, CODES))
