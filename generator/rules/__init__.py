"""All lint rules, by code: one module each, found by its name."""

from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from generator.linting.running import Rule, code_of

RULES: tuple[Rule, ...] = tuple(
    cast(Rule, import_module(f"{__name__}.{name}")) for name in sorted(module.name for module in iter_modules(__path__))
)

BY_CODE: dict[str, Rule] = {code_of(rule): rule for rule in RULES}
