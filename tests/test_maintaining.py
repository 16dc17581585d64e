"""The recipes of docs/maintaining.md, each carried out on a copy of the project; the first one in test_new_type.py."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import DAY, ROOT

RECIPES = (ROOT / "docs/maintaining.md").read_text("utf-8").split("\n## A release")[0].split("\n### ")[1:]
RULE = '''"""有一个例子。

## 查什么
词。

## 为什么
因为。

## 怎么改
换掉。
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("这里有例子", "There is an example here")
ADVICE = Wording("换掉。", "Replace it.")


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each title with a certain word."""
    if "记录" in document.entry.title:
        yield Finding(document.at("title"))
'''
OUTPUT = '''"""How many entries there are."""

from collections.abc import Iterator

from generator.rendering.inputs import Inputs
from generator.rendering.output import Output, PlannedFiles


def planned(inputs: Inputs) -> Iterator[PlannedFiles]:
    """One file."""
    count = len(inputs.edition.library.documents)
    yield PlannedFiles(("count.txt",), lambda pages: (Output("count.txt", str(count).encode()),))
'''
COMMAND = '''"""`kb count`: how many entries there are."""

import click

from generator.base import Base
from generator.cli import base_option


@click.command("count")
@base_option
def command(base: Base) -> None:
    from generator.examining import linked

    click.echo(len(linked(base)[0].documents))
'''


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program with the small base."""
    for folder in ("generator", "site_templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests/sites/small/content", tmp_path / "content")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


Kb = Callable[..., str]


@pytest.fixture
def kb(copy: Path) -> Kb:
    """Runs `kb` of the copy, and gives what it prints."""

    def run(*arguments: str, language: str = "en") -> str:
        environment = {**os.environ, "PYTHONPATH": str(copy), "KB_LANG": language}
        command = [sys.executable, "-m", "generator", *arguments]
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), "utf-8")


def page(copy: Path, kb: Kb, address: str) -> str:
    kb("build", "--as-of", str(DAY), "-q")
    return (copy / "site" / address / "index.html").read_text("utf-8")


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.split("\n")[0])
def test_a_recipe_is_short_and_names_what_there_is(recipe: str) -> None:
    assert len([line for line in recipe.split("\n")[1:] if line.strip()]) <= 8
    named = re.findall(r"`((?:generator|site_templates|content|tests|docs)/[\w./]*|pyproject\.toml)`", recipe)
    assert named and all((ROOT / path).exists() for path in named)


def test_there_are_ten() -> None:
    assert [recipe.split(".")[0] for recipe in RECIPES] == [str(number) for number in range(1, 11)]


def test_a_rule(copy: Path, kb: Kb) -> None:
    (copy / "generator/rules/kb699_an_example.py").write_text(RULE, "utf-8")
    found = json.loads(kb("check", "--format", "json", "--as-of", str(DAY)))
    assert [(each["code"], each["name"]) for each in found] == [("KB699", "an-example")]
    assert "有一个例子" in kb("explain", "KB699")
    kb("reference")
    assert (copy / "docs/rules/KB699.md").is_file()


def test_an_output(copy: Path, kb: Kb) -> None:
    (copy / "generator/outputs/count.py").write_text(OUTPUT, "utf-8")
    listed = copy / "generator/outputs/__init__.py"
    edit(listed, "from generator.outputs import (", "from generator.outputs import (\n    count,")
    edit(listed, "OUTPUTS: tuple[OutputKind, ...] = (", "OUTPUTS: tuple[OutputKind, ...] = (count, ")
    kb("build", "--as-of", str(DAY), "-q")
    assert int((copy / "site/count.txt").read_text()) == len([*(copy / "content").glob("*/*")])


def test_a_command(copy: Path, kb: Kb) -> None:
    (copy / "generator/commands/count.py").write_text(COMMAND, "utf-8")
    edit(copy / "generator/cli.py", '("diff", ', '("count", "diff", ')
    assert int(kb("count")) == len([*(copy / "content").glob("*/*")])


def test_the_mark_of_a_citation(copy: Path, kb: Kb) -> None:
    edit(copy / "generator/rendering/citations.py", "        str(number),\n", '        f"见 {number}",\n')
    assert ">见 1</a>" in page(copy, kb, "concepts/fenfu")


def test_the_ranking_of_search(copy: Path, kb: Kb) -> None:
    def first() -> str:
        return next(line for line in kb("search", "分付").splitlines() if line.lstrip().startswith("1."))

    assert "/concepts/fenfu/" in first()
    edit(
        copy / "generator/content_types/concept.py",
        "linked_by_title",
        "prior: ClassVar[float] = 0.1\n    linked_by_title",
    )
    assert "/concepts/fenfu/" not in first()


def test_a_header(copy: Path, kb: Kb) -> None:
    edit(copy / "generator/policy.py", "HEADERS = {", 'HEADERS = {\n    "X-Example": "one",')
    kb("build", "--as-of", str(DAY), "-q")
    assert "X-Example: one" in (copy / "site/_headers").read_text("utf-8")
    assert "X-Example" in kb("server", "nginx")


def test_a_value_in_the_head_of_a_page(copy: Path, kb: Kb) -> None:
    edit(
        copy / "generator/outputs/maps.py",
        "        html,\n        revised",
        '        html,\n        head={"note": "<meta name=note content=map>"},\n        revised',
    )
    edit(
        copy / "site_templates/main.html",
        "{{ page.meta.head.answer }}",
        "{{ page.meta.head.answer }}{{ page.meta.head.note }}",
    )
    assert "<meta name=note content=map>" in page(copy, kb, "map")
    assert "name=note" not in page(copy, kb, "concepts/fenfu")


def test_no_file_of_material_is_in_the_site(copy: Path, kb: Kb) -> None:
    kb("build", "--as-of", str(DAY), "-q")
    found = find_spec("material")
    assert found and found.submodule_search_locations
    theme = Path(found.submodule_search_locations[0]) / "templates"
    theirs = {path.read_bytes() for path in theme.rglob("*.*") if path.suffix in (".css", ".js", ".svg", ".png")}
    built = [path for path in (copy / "site").rglob("*") if path.is_file()]
    assert [path for path in built if path.read_bytes() in theirs] == []


def test_messages_in_a_third_language(copy: Path, kb: Kb) -> None:
    words = copy / "generator/diagnostics.py"
    edit(words, 'Language = Literal["zh", "en"]', 'Language = Literal["zh", "en", "ja"]')
    edit(words, "    zh: str\n    en: str\n", '    zh: str\n    en: str\n    ja: str = ""\n')
    edit(copy / "generator/rules/kb101_unknown_key.py", '“{key}”")', '“{key}”", "項目“{key}”はありません")')
    edit(copy / "content/strategies/keep-records.yaml", "answer:", "anwser:")
    edit(copy / "content/strategies/keep-records.yaml", "title: ", "# title: ")
    shown = kb("check", "--as-of", str(DAY), language="ja")
    assert "項目“anwser”はありません" in shown
    assert "is missing" in shown, "what has no words in it is said in English"
