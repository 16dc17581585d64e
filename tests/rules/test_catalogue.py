"""Every rule is complete: its page, its words in both languages, its fixtures, its place in the list."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from generator.diagnostics import Wording
from generator.linting.rule import Rule, code_of, name_of
from generator.linting.running import FactCheck, LibraryCheck, OwnCheck
from generator.rules import CODES, all_rules
from tests.test_loading import FAULTS, PAGES

HERE = Path(__file__).parent
MODULES = sorted(path.stem for path in (HERE.parent.parent / "generator" / "rules").glob("kb*.py"))
READING = {"KB000", "KB020"} | {code for code, *_ in (*FAULTS, *PAGES)}
_QUOTED = re.compile(r"\(.*?\)|举个例子|欠款的人|还款困难|[？。：]")
SECTIONS = ("## 查什么", "## 为什么", "## 怎么改")


def facts(wording: Wording) -> tuple[set[str], set[str]]:
    """The names of the facts in a message, in Chinese and in English."""
    zh, en = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in (wording.zh, wording.en))
    return zh, en


def faults_of(rule: Rule) -> Iterator[str]:
    """What a rule lacks to be complete."""
    page = (rule.__doc__ or "").strip()
    first = page.split("\n")[0]
    check = getattr(rule, "check", None)
    cases = HERE / code_of(rule)
    wanted = {
        "a code": re.fullmatch(r"KB\d{3}", code_of(rule)),
        "a name that says what is found": re.fullmatch(r"(?!no-)[a-z0-9]+(-[a-z0-9]+)*", name_of(rule)),
        "a first sentence of at most 30 characters": first.endswith("。") and len(first) <= 30,
        "a page that says what, why and how": [s for s in page.split("\n") if s.startswith("#")] == list(SECTIONS),
        "words in each section of its page": all(part.strip() for part in re.split("|".join(SECTIONS), page)),
        "the same facts in both languages": all(zh == en for zh, en in map(facts, (rule.MESSAGE, rule.ADVICE))),
        "words in both languages": all(w.strip() for each in (rule.MESSAGE, rule.ADVICE) for w in (each.zh, each.en)),
        "a message in English": not re.search(r"[\u4e00-\u9fff]", _QUOTED.sub("", rule.MESSAGE.en)),
        "a severity": rule.SEVERITY in ("error", "warning") and getattr(rule, "RELEASE", "error") == "error",
        "a check of a known type": check is None or isinstance(check, OwnCheck | FactCheck | LibraryCheck),
        "a case that is right and one that is wrong": code_of(rule) in READING
        or all(any((cases / kind / "content").rglob("*.*")) for kind in ("good", "bad")),
    }
    return (f"{code_of(rule)} lacks {what}" for what, found in wanted.items() if not found)


def test_the_list_holds_every_module_once_in_order_of_code() -> None:
    assert [rule.__name__.rsplit(".", 1)[1] for rule in all_rules()] == MODULES
    assert len(CODES) == len(all_rules())


def test_every_rule_is_complete() -> None:
    assert [fault for rule in all_rules() for fault in faults_of(rule)] == []


def test_no_case_is_left_of_a_rule_that_is_gone() -> None:
    assert {folder.name for folder in HERE.glob("KB*")} <= set(CODES)


def test_functions_of_rules_are_short() -> None:
    long = []
    for module in MODULES:
        source = (HERE.parent.parent / "generator" / "rules" / f"{module}.py").read_text("utf-8")
        functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))
        long += [f"{module}.{node.name}" for node in functions if (node.end_lineno or 0) - node.lineno >= 30]
    assert long == []
