"""The documentation: it builds without a broken link, its commands work as written, and what it lists is all there is."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from generator.cli import COMMANDS
from generator.content_types import CONTENT_TYPES
from generator.rules import CODES

_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: title=(?P<file>\S+))?\n(?P<words>.*?)^```$", re.MULTILINE | re.DOTALL)
_VARIABLE = re.compile(r"\b(?:KB_[A-Z_]+|SOURCE_DATE_EPOCH)\b")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation as a site."""
    out = tmp_path_factory.mktemp("docs")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", ROOT / "docs.yml", "-d", out],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stderr
    return out


def test_every_command_is_there_in_both_languages(built: Path) -> None:
    for page, word in (("reference/commands", "Usage"), ("zh/commands", "kb check")):
        html = (built / page / "index.html").read_text("utf-8")
        assert [name for name in COMMANDS if f'id="kb-{name}"' not in html] == [] and word in html
    assert "检查" in (built / "zh/commands/index.html").read_text("utf-8")
    assert not re.search("[\u4e00-\u9fff]{4}", _article(built / "reference/commands/index.html", "kb-verify"))


def _article(page: Path, anchor: str) -> str:
    return page.read_text("utf-8").partition(f'id="{anchor}"')[2].partition("<h2")[0]


def test_every_rule_with_a_wrong_case_shows_it(built: Path) -> None:
    with_case = [code for code in CODES if list((ROOT / "tests/rules" / code / "bad").rglob("*.yaml"))]
    pages = {code: (built / "rules" / code / "index.html").read_text("utf-8") for code in CODES}
    assert len(with_case) > len(CODES) // 2
    assert [code for code in with_case if "错的要发现" not in pages[code]] == []
    assert "# error" not in "".join(pages.values())


def test_the_first_base_is_made_as_written(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "site_templates", tmp_path / "site_templates")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shim = tmp_path / "bin/kb"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n', "utf-8")
    shim.chmod(0o755)
    path = f"{shim.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "KB_LANG": "en"}
    for block in _BLOCK.finditer((ROOT / "docs/getting-started.md").read_text("utf-8")):
        if block["kind"] == "sh":
            done = subprocess.run(
                ["sh", "-ec", block["words"]],
                cwd=tmp_path,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr
        else:
            file = tmp_path / "my-base" / block["file"]
            file.parent.mkdir(exist_ok=True)
            file.write_text(block["words"], "utf-8")
    page = (tmp_path / "my-base/site/concepts/borrowing/index.html").read_text("utf-8")
    assert "一次最多借 5 本" in page and "图书馆借阅规则" in page


def test_configuration_lists_the_variables_that_are_read() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py"))
    read = set(_VARIABLE.findall(code + (ROOT / "mkdocs.yml").read_text("utf-8")))
    table = (ROOT / "docs/configuration.md").read_text("utf-8").partition("## Environment variables")[2]
    assert set(re.findall(r"^\| `([A-Z_]+)`", table, re.MULTILINE)) == read


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_commands_and_files_that_are_named_exist(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([\w-]+)|^make ([\w-]+)", text, re.MULTILINE)) != set()
    assert {one or other for one, other in re.findall(r"`make ([\w-]+)|^make ([\w-]+)", text, re.MULTILINE)} <= targets
    assert set(re.findall(r"\bkb ([a-z]+)\b(?=[ `\n])", text)) <= set(COMMANDS)
    for target in re.findall(r"\]\((?!http)([^)#]+)", text):
        assert (ROOT / target).exists(), target


@pytest.mark.content
def test_the_readme_claims_no_more_than_there_is() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    rules, sources = re.search(r"Over (\d+) rules", text), re.search(r"Over (\d+) sources", text)
    assert rules and int(rules[1]) < len(CODES)
    assert sources and int(sources[1]) < len(list((ROOT / "content/sources").glob("*.yaml")))
    contacts = (ROOT / "generator/content_types/contact.py").read_text("utf-8")
    assert re.search(r"every (\d+) days", text)[1] in contacts  # type: ignore[index]
    assert len(text.split("\n")) <= 70, "one screen"


FIGURES = (
    (r"At most (\d+) kB for an article", "test_reading.py", "<= {}_000"),
    (r"(\d+) kB for a first search", "search/test_interface.py", "worst <= {}_000"),
    (r"at least (\d+) find a right page", "search/test_relevance.py", "len(held) >= 0.{}"),
    (r"in Chromium (\d+)", "set-up-old-browser.sh", "{}"),
)
"""What the README says, and the words of the test that fails when it is not so."""


@pytest.mark.parametrize(("claim", "test", "words"), FIGURES)
def test_each_figure_of_the_readme_is_the_limit_of_a_test(claim: str, test: str, words: str) -> None:
    figure = re.search(claim, (ROOT / "README.md").read_text("utf-8"))
    assert figure and words.format(figure[1]) in (ROOT / "tests" / test).read_text("utf-8")
    assert figure[1] in (ROOT / "README.zh-CN.md").read_text("utf-8")


def test_the_bad_files_are_as_many_as_the_readme_says() -> None:
    files = json.loads((ROOT / "tests/bad_files.json").read_text("utf-8"))
    assert all(f"{len(files)} " in (ROOT / page).read_text("utf-8") for page in ("README.md", "README.zh-CN.md"))


def test_the_bill_of_materials_names_what_the_lock_installs() -> None:
    """`make sbom` writes it; it belongs into each commit that changes the lock."""
    locked = re.findall(r"^([\w.-]+)==([^ ;\\]+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    listed = json.loads((ROOT / "generator/outputs/sbom.cdx.json").read_text("utf-8"))["components"]
    pairs = {(re.sub("[-_.]+", "-", part["name"]).lower(), part["version"]) for part in listed}
    known = {(re.sub("[-_.]+", "-", name).lower(), version) for name, version in locked}
    assert pairs <= known, "some are for other versions of Python or other systems"
    assert {name for name, _ in pairs} == {name for name, _ in known}


BOTH = ("getting-started", "concepts", "search", "deploy", "troubleshooting", "upgrading")
"""Pages for people of either language."""


def _outline(page: str) -> tuple[list[str], int, int]:
    """The commands of a page, and how many headings and rows it has."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    blocks = [block["words"] for block in _BLOCK.finditer(text)]
    return blocks, len(re.findall(r"^#+ ", text, re.MULTILINE)), len(re.findall(r"^\|", text, re.MULTILINE))


@pytest.mark.parametrize("page", [page for page in BOTH if page != "getting-started"])
def test_both_languages_say_the_same(page: str) -> None:
    blocks, headings, rows = _outline(f"{page}.md")
    assert _outline(f"zh/{page}.md")[::2] == (blocks, rows)
    assert _outline(f"zh/{page}.md")[1] <= headings


def test_every_page_is_in_the_navigation() -> None:
    listed = set(re.findall(r"\S+\.md$", (ROOT / "docs.yml").read_text("utf-8"), re.MULTILINE))
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert {page for page in pages - listed if not page.startswith("rules/")} == set()
    assert {f"zh/{page}.md" for page in BOTH} <= listed


def _said() -> str:
    """Every text in the code; what is filled in stands as a gap."""
    texts = []
    for path in (ROOT / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                texts.append(
                    "".join(str(each.value) if isinstance(each, ast.Constant) else "…" for each in node.values)
                )
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.append(node.value)
    return re.sub(r"\s*…\s*", " … ", "\n".join(texts))


@pytest.mark.parametrize("page", ["troubleshooting.md", "zh/troubleshooting.md"])
def test_messages_that_are_explained_are_said(page: str) -> None:
    rows = re.findall(r"^\| (?!message|提示|---)([^|]+) \|", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE)
    said = _said()
    assert len(rows) > 20 and [row for row in rows if row not in said] == []


def test_the_types_that_are_named_are_all(built: Path) -> None:
    text = (ROOT / "docs/editing-in-english.md").read_text("utf-8")
    named = set(re.findall("`([a-z]+)`", text.partition("The types are")[2].partition("2. **")[0]))
    assert named == {kind.type_name() for kind in CONTENT_TYPES}


PRIVATE = (
    "come by",
    "by turns",
    "stand-in",
    "the host's part",
    "worked out",
    "what has been worked",
    "faces that",
    "fell behind",
)
"""Words that this project once used in place of the field's own: compute, obtain, placeholder, layout, cache, hash."""


def test_docstrings_and_documentation_use_the_words_of_the_field() -> None:
    modules = [path for path in (ROOT / "generator").rglob("*.py") if "rules" not in path.parts]
    docstrings = (
        ast.get_docstring(node) or ""
        for path in modules
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    )
    pages = (path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md"))
    found = [(word, text[:60]) for text in (*docstrings, *pages) for word in PRIVATE if word in text]
    assert found == []


def test_the_glossary_has_at_most_ten_words() -> None:
    rows = re.findall(r"^\| (?!word|---)", (ROOT / "docs/glossary.md").read_text("utf-8"), re.MULTILINE)
    assert 1 <= len(rows) <= 10
