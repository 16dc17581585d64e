"""The lint rules, one module each; this list is the only one."""

from generator.linting import Rule, code_of
from generator.rules import (
    kb001_invalid_utf8,
    kb201_unknown_reference,
)

RULES: tuple[Rule, ...] = (
    kb001_invalid_utf8,
    kb201_unknown_reference,
)

BY_CODE: dict[str, Rule] = {code_of(rule): rule for rule in RULES}
