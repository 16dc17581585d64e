"""Every rule is complete: its page, its words in both languages, its fixtures, its place in the list."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from generator.diagnostics import Wording
from generator.linting.running import FactCheck, LibraryCheck, OwnCheck, Rule, code_of, name_of
from generator.rules import BY_CODE, RULES
from tests.test_loading import FAULTS, PAGES

HERE = Path(__file__).parent
MODULES = sorted(path.stem for path in (HERE.parent.parent / "generator" / "rules").glob("kb*.py"))
READING = {"KB000", "KB020"} | {code for code, *_ in (*FAULTS, *PAGES)}
SECTIONS = ("## 查什么", "## 为什么", "## 怎么改")

every_rule = pytest.mark.parametrize("rule", RULES, ids=code_of)


def facts(wording: Wording) -> tuple[set[str], set[str]]:
    """The names of the facts in a message, in Chinese and in English."""
    zh, en = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in (wording.zh, wording.en))
    return zh, en


def test_the_list_holds_every_module_once_in_order_of_code() -> None:
    assert [rule.__name__.rsplit(".", 1)[1] for rule in RULES] == MODULES
    assert len(BY_CODE) == len(RULES)


@every_rule
def test_code_and_name_come_from_the_file(rule: Rule) -> None:
    assert re.fullmatch(r"KB\d{3}", code_of(rule))
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name_of(rule))
    assert not name_of(rule).startswith("no-")


@every_rule
def test_the_page_says_what_why_and_how(rule: Rule) -> None:
    page = (rule.__doc__ or "").strip()
    first = page.split("\n")[0]
    assert first.endswith("。") and len(first) <= 30
    assert [line for line in page.split("\n") if line.startswith("#")] == list(SECTIONS)
    assert all(part.strip() for part in re.split("|".join(SECTIONS), page)), "no section is empty"


@every_rule
def test_both_languages_use_the_same_facts(rule: Rule) -> None:
    for wording in (rule.MESSAGE, rule.ADVICE):
        zh, en = facts(wording)
        assert zh == en
        assert all(words.strip() for words in (wording.zh, wording.en))
    assert not re.search(
        r"[\u4e00-\u9fff]", re.sub(r"\(.*?\)|举个例子|欠款的人|还款困难|[？。：]", "", rule.MESSAGE.en)
    )
    assert rule.SEVERITY in ("error", "warning")
    assert getattr(rule, "RELEASE", "error") == "error"


@every_rule
def test_a_check_says_by_its_type_what_it_is_given(rule: Rule) -> None:
    check = getattr(rule, "check", None)
    assert check is None or isinstance(check, (OwnCheck, FactCheck, LibraryCheck))


@every_rule
def test_fixtures_show_it_right_and_wrong(rule: Rule) -> None:
    if code_of(rule) not in READING:
        for kind in ("good", "bad"):
            assert any((HERE / code_of(rule) / kind / "content").rglob("*.*")), kind


def test_no_fixture_is_left_of_a_rule_that_is_gone() -> None:
    assert {folder.name for folder in HERE.glob("KB*")} <= set(BY_CODE)


@pytest.mark.parametrize("module", MODULES)
def test_functions_are_short(module: str) -> None:
    source = (HERE.parent.parent / "generator" / "rules" / f"{module}.py").read_text("utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 30, f"{module}.{node.name}"
