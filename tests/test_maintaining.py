"""The recipes of docs/maintaining.md, each carried out on a copy of the project; the first one in test_new_type.py.

Each test ends with `as_told`: what it did by hand is what the recipe says, so that a recipe cannot leave out a step.
"""

import json
import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import DAY, ROOT
from recipes import RECIPES, as_told, copied, edit, kb, named_in, run

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


PREVIEWED = """
from datetime import date
from pathlib import Path
from generator.base import Base
from generator.preview.workspace import Workspace
site = Workspace(Base.forgetful(Path().resolve())).look(date(2026, 11, 26), None).site
print(site.file("count.txt").decode())
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program with the small base."""
    return copied(tmp_path)


def built(copy: Path, name: str) -> str:
    """A file of the site that the copy builds."""
    kb(copy, "build", "--as-of", str(DAY), "-q")
    return (copy / "site" / name).read_text("utf-8")


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.split("\n")[0])
def test_a_recipe_is_short_and_names_what_there_is(recipe: str) -> None:
    assert len([line for line in recipe.split("\n")[1:] if line.strip()]) <= 8
    assert named_in(recipe) and all((ROOT / path).exists() for path in named_in(recipe))


def test_there_are_ten() -> None:
    assert [recipe.split(".")[0] for recipe in RECIPES] == [str(number) for number in range(1, 11)]


def test_a_rule(copy: Path) -> None:
    (copy / "generator/rules/kb699_an_example.py").write_text(RULE, "utf-8")
    shutil.copytree(ROOT / "tests/rules/_base", copy / "tests/rules/_base")
    base = (copy / "tests/rules/_base/content/strategies/keep-records.yaml").read_text("utf-8")
    for case, title in (("bad", "title: 记录与取证  # warning: KB699"), ("good", "title: 存好证据")):
        fixture = copy / f"tests/rules/KB699/{case}/content/strategies/keep-records.yaml"
        fixture.parent.mkdir(parents=True)
        fixture.write_text(re.sub("(?m)^title: .*$", title, base), "utf-8")
    as_told(2, copy)
    assert [each["code"] for each in json.loads(kb(copy, "check", "--format", "json", "--as-of", str(DAY)))] == [
        "KB699"
    ]
    assert "有一个例子" in kb(copy, "explain", "KB699")
    kb(copy, "reference")
    assert "记录与取证" in (copy / "docs/rules/KB699.md").read_text("utf-8"), "its example is where the fixtures differ"
    for path in (
        *(path for path in (ROOT / "tests").glob("*.py") if not path.name.startswith("test_")),
        *(ROOT / "tests/rules" / name for name in ("cases.py", "test_rules.py")),
    ):
        shutil.copy(path, copy / path.relative_to(ROOT))
    own_tests = (sys.executable, "-m", "pytest", "-n", "0", "tests/rules/test_rules.py", "-k", "KB699")
    run(copy, *own_tests, "--update-expected")
    judged = run(copy, *own_tests)
    assert judged.returncode == 0 and "2 passed" in judged.stdout, judged.stdout


def test_an_output(copy: Path) -> None:
    (copy / "generator/outputs/count.py").write_text(OUTPUT, "utf-8")
    listed = copy / "generator/outputs/__init__.py"
    edit(listed, "from generator.outputs import (", "from generator.outputs import (\n    count,")
    edit(listed, "OUTPUTS: tuple[OutputKind, ...] = (", "OUTPUTS: tuple[OutputKind, ...] = (count, ")
    as_told(3, copy)
    entries = len([*(copy / "content").glob("*/*")])
    assert int(built(copy, "count.txt")) == entries
    assert int(run(copy, sys.executable, "-c", PREVIEWED).stdout) == entries


def test_a_command(copy: Path) -> None:
    (copy / "generator/commands/count.py").write_text(COMMAND, "utf-8")
    edit(copy / "generator/cli.py", '("diff", ', '("count", "diff", ')
    as_told(4, copy)
    assert int(kb(copy, "count")) == len([*(copy / "content").glob("*/*")])
    assert "count" in kb(copy, "--help")


def test_the_mark_of_a_citation(copy: Path) -> None:
    style = copy / "site_templates/assets/stylesheets/site.css"
    edit(copy / "generator/rendering/citations.py", ">{number}</a>'", ">见 {number}</a>'")
    edit(style, ".kb-cite{", ".kb-cite{letter-spacing:.123em;")
    as_told(5, copy)
    assert ">见 1</a>" in built(copy, "concepts/fenfu/index.html")
    assert any(".kb-cite{letter-spacing:.123em" in path.read_text("utf-8") for path in (copy / "site").rglob("*.css"))


def test_the_ranking_of_search(copy: Path) -> None:
    def found() -> list[str]:
        return kb(copy, "search", "分付", "--explain", "--as-of", str(DAY)).splitlines()

    def first() -> str:
        return next(line for line in found() if line.lstrip().startswith("1."))

    assert "/concepts/fenfu/" in first()
    before = found()
    edit(
        copy / "generator/search/page_terms.py",
        "TITLE, ALIAS, HEADING, ANSWER, BODY = 9.0",
        "TITLE, ALIAS, HEADING, ANSWER, BODY = 1.0",
    )
    assert found() != before
    edit(
        copy / "generator/content_types/concept.py",
        "linked_by_title",
        "prior: ClassVar[float] = 0.1\n    linked_by_title",
    )
    as_told(6, copy)
    assert "/concepts/fenfu/" not in first()


def test_a_header(copy: Path) -> None:
    edit(copy / "generator/policy.py", "HEADERS = {", 'HEADERS = {\n    "X-Example": "one",')
    edit(copy / "generator/policy.py", """"form-action": "'self'",""", """"form-action": "'none'",""")
    as_told(7, copy)
    assert "X-Example: one" in built(copy, "_headers")
    assert "form-action 'none'" in (copy / "site/concepts/fenfu/index.html").read_text("utf-8")
    assert all("X-Example" in kb(copy, "server", name) for name in ("nginx", "caddy"))


def test_a_value_in_the_head_of_a_page(copy: Path) -> None:
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
    as_told(8, copy)
    assert "<meta name=note content=map>" in built(copy, "map/index.html")
    assert "name=note" not in (copy / "site/concepts/fenfu/index.html").read_text("utf-8")


def test_a_new_material(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A Material with files that today's does not have: nothing of it gets into the site."""
    libraries = tmp_path_factory.mktemp("libraries")
    newer = _theme(libraries / "material")
    (newer / "assets/stylesheets/newer.css").write_text("body{}", "utf-8")
    (newer / "assets/newer.svg").write_text("<svg/>", "utf-8")
    edit(copy / "pyproject.toml", "mkdocs-material>=9", "mkdocs-material>=9.99")
    as_told(9, copy)
    kb(copy, "build", "--as-of", str(DAY), "-q", PYTHONPATH=str(libraries))
    theirs = {path.read_bytes() for path in newer.rglob("*.*") if path.suffix in (".css", ".js", ".svg", ".png")}
    site = [path for path in (copy / "site").rglob("*") if path.is_file()]
    assert site and [path for path in site if path.read_bytes() in theirs] == []


def _theme(package: Path) -> Path:
    """A package that is Material file by file, whose assets may be changed; gives the folder of its templates."""
    found = find_spec("material")
    assert found and found.submodule_search_locations
    material = Path(found.submodule_search_locations[0])
    (package / "templates").mkdir(parents=True)
    for folder in (material, material / "templates"):
        for path in folder.iterdir():
            if path.name not in ("templates", "assets", "__pycache__"):
                (package / folder.relative_to(material) / path.name).symlink_to(path)
    shutil.copytree(material / "templates/assets", package / "templates/assets")
    return package / "templates"


def test_messages_in_a_third_language(copy: Path) -> None:
    words = copy / "generator/diagnostics.py"
    edit(words, 'Language = Literal["zh", "en"]', 'Language = Literal["zh", "en", "ja"]')
    edit(words, "    zh: str\n    en: str\n", '    zh: str\n    en: str\n    ja: str = ""\n')
    as_told(10, copy)
    edit(copy / "generator/rules/kb101_unknown_key.py", '“{key}”")', '“{key}”", "項目“{key}”はありません")')
    edit(copy / "content/strategies/keep-records.yaml", "answer:", "anwser:")
    edit(copy / "content/strategies/keep-records.yaml", "title: ", "# title: ")
    shown = kb(copy, "check", "--as-of", str(DAY), KB_LANG="ja")
    assert "項目“anwser”はありません" in shown
    assert "is missing" in shown, "what has no words in it is said in English"
