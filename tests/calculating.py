"""Calculators of one formula, for tests of the arithmetic."""

from typing import Any

from generator.tools.formulas import parse

Described = dict[str, Any]


def described(inputs: dict[str, Any], formula: str, kind: str) -> Described:
    """A calculator of one formula."""
    units = {name: {"count": "number"}.get(given["kind"], given["kind"]) for name, given in inputs.items()}
    tree = parse(formula, units).tree
    return {
        "inputs": [{"id": name, **given} for name, given in inputs.items()],
        "constants": {},
        "results": [{"id": "it", "kind": kind, "tree": tree}],
        "advice": [],
    }
