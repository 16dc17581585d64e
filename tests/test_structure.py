"""What holds for all code of the project: functions are short, and what is said of a type stands in its file."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import tree_sitter_javascript
from conftest import ROOT
from tree_sitter import Language, Node, Parser

from generator.content_types import BY_SECTION

LONGEST = 30
PYTHON = sorted((ROOT / "generator").rglob("*.py"))
SCRIPTS = sorted(path for folder in ("generator", "site_templates") for path in (ROOT / folder).rglob("*.js"))
OF_TYPES = ("content_types", "form.py", "entry.py")
"""Where sections may be listed: the types themselves, and where their relations may lead."""
_FUNCTIONS = ("arrow_function", "function_declaration", "function_expression", "method_definition")


def in_python(path: Path) -> Iterator[tuple[int, int]]:
    """The lines of each function of a module: where it begins, and how many there are."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, (node.end_lineno or 0) - node.lineno + 1


def in_script(path: Path) -> Iterator[tuple[int, int]]:
    """The same of a script."""
    left: list[Node] = [Parser(Language(tree_sitter_javascript.language())).parse(path.read_bytes()).root_node]
    while left:
        node = left.pop()
        left += node.children
        if node.type in _FUNCTIONS:
            yield node.start_point[0] + 1, node.end_point[0] - node.start_point[0] + 1


@pytest.mark.parametrize(("paths", "functions"), [(PYTHON, in_python), (SCRIPTS, in_script)], ids=["python", "scripts"])
def test_functions_are_short(paths, functions) -> None:  # type: ignore[no-untyped-def]
    lengths = [(path.relative_to(ROOT), *found) for path in paths for found in functions(path)]
    assert len(lengths) > 500
    assert [each for each in lengths if each[2] > LONGEST] == []


def listed_sections(path: Path) -> Iterator[int]:
    """The lines of tables that hold two or more sections by their names."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        items = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", ())
        names = {item.value for item in items if isinstance(item, ast.Constant)} & BY_SECTION.keys()
        if len(names) > 1:
            yield node.lineno


def test_no_table_of_sections_stands_far_from_the_types() -> None:
    others = [path for path in PYTHON if not {*path.parts} & {*OF_TYPES}]
    assert [(path.relative_to(ROOT), line) for path in others for line in listed_sections(path)] == []


def test_relations_lead_to_sections_that_there_are() -> None:
    assert {name for path in PYTHON if path.name in OF_TYPES for name in _targets(path)} <= BY_SECTION.keys()


def _targets(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Target" and node.args:
            yield from ast.literal_eval(node.args[0])
