"""Each rule has an example of what is wrong and of what is right, on its page and run here or with its cases."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from generator.reading.files import read
from generator.rule_examples import examples
from generator.rules import CODES

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


@pytest.mark.parametrize("code", [code for code in CODES if code not in OF_NO_TEXT])
def test_every_rule_has_both_examples_on_its_page(code: str) -> None:
    shown = examples(ROOT, code)
    assert shown and all(example.wrong != example.right or example.note for example in shown)
    assert any(example.wrong for example in shown) and any(example.right for example in shown)
    page = (ROOT / f"docs/rules/{code}.md").read_text("utf-8")
    assert all(words in page for example in shown for words in example[1:3])
    assert "error" not in page.partition("## 例子")[2], "the marks of the tests are not for readers"
