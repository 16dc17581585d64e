"""Each rule has an example of what is wrong and of what is right, on its page and run here or with its cases."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from generator.reading.files import read
from generator.rule_examples import examples
from generator.rules import CODES, rule_of
from tests.rules.cases import HERE, findings

READING: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "reading.json").read_text("utf-8"))
OF_NO_TEXT = {"KB000": "the program breaks", "KB020": "a link, a pipe, a file without permission"}
"""What no words in a file can show."""


def found(case: dict[str, Any], text: str, encoding: str = "utf-8") -> set[str]:
    """The codes of what is found while a file is read."""
    _, faults = read(case.get("path", "content/terms/overdue.yaml"), text.encode(encoding))
    return {fault.code for fault in faults}


@pytest.mark.parametrize("code", READING)
def test_a_file_that_cannot_be_read_and_how_it_can(code: str) -> None:
    case = READING[code]
    wrong = case.get("before", "") + case["wrong"] * case.get("times", 1)
    assert code in found(case, wrong, case.get("encoding", "utf-8"))
    assert code not in found(case, case["right"])


def lacking(code: str) -> str:
    """What the page of a rule lacks; empty, when it has examples of both kinds as they are tested."""
    shown = examples(ROOT, code)
    page = (ROOT / f"docs/rules/{code}.md").read_text("utf-8")
    if not any(each.wrong for each in shown) or not any(each.right for each in shown):
        return "an example"
    if any(each.wrong == each.right and not each.note for each in shown):
        return "a difference"
    if any(words not in page for each in shown for words in (each.wrong, each.right)):
        return "its examples: run kb reference"
    return "readable examples" if "error" in page.partition("## 例子")[2] else ""


def test_every_rule_has_both_examples_on_its_page() -> None:
    assert {code: lacks for code in CODES if code not in OF_NO_TEXT and (lacks := lacking(code))} == {}


_PAIR = re.compile(r"- 错：`(?P<wrong>[^`]+)`.*?- 对：`(?P<right>[^`]+)`", re.DOTALL)
_FIELD = re.compile(r"[a-z_]+:|- |\{[a-z]")
IN_OTHER_FILES = {
    "KB105",
    "KB107",
    "KB118",
    "KB125",
    "KB202",
    *(f"KB30{number}" for number in range(2, 8)),
    "KB321",
    "KB323",
    "KB326",
    "KB328",
    "KB329",
    "KB513",
    "KB420",
    "KB407",
    "KB602",
}
"""Rules whose short example needs other lines or entries beside it; the longer one has them."""
_ARTICLE = "content/strategies/keep-records.yaml"


def sentences() -> dict[str, tuple[str, str]]:
    """The short examples of rules that are a sentence each, by code."""
    pairs = {code: _PAIR.search(rule_of(code).__doc__ or "") for code in CODES if code not in READING}
    found = {code: (pair["wrong"], pair["right"]) for code, pair in pairs.items() if pair}
    return {code: pair for code, pair in found.items() if not _FIELD.match(pair[0]) and code not in IN_OTHER_FILES}


def found_in_body(sentence: str) -> set[str]:
    """The codes of what is found when a sentence is all that an article says."""
    article = (HERE / "_base" / _ARTICLE).read_text("utf-8")
    body = "    body: 时间、号码、对方自报的机构、说了什么。\n"
    assert body in article
    changed = article.replace(body, f"    body: |\n      {sentence}\n")
    return {finding.code for finding in findings({_ARTICLE: changed.encode()})}


@pytest.mark.content
def test_short_examples_are_what_they_say() -> None:
    pairs = sentences()
    assert len(pairs) > 20
    assert [code for code, (wrong, _) in pairs.items() if code not in found_in_body(wrong)] == []
    assert [code for code, (_, right) in pairs.items() if code in found_in_body(right)] == []
