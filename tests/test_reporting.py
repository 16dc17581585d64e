"""The forms of a report: text for people, annotations and SARIF for machines; and what is shown of a change."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import DAY, ROOT, Kb
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

RECORDS = "content/strategies/keep-records.yaml"


def put(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def faulty(small: Path) -> Path:
    """The small site with faults of several families, one of them over several lines and one a warning."""
    put(small, "content/terms/overdue.yaml", "title: ", "title：")
    put(small, RECORDS, "先弄清对方是谁。", "先弄清🙂对方,是谁。")
    put(small, RECORDS, "topics: [calls]\n", "")
    put(small, RECORDS, "answer: 每一次", "answer: 每一次[@standard:frequency]")
    put(small, "content/effects/stress.yaml", "due: 2027-05-20", "due: 2026-11-22")
    return small


def sarif(kb: Kb, root: Path, *arguments: str) -> dict[str, Any]:
    """The report for code scanning, after it passed the models made from the SARIF 2.1.0 schema."""
    shown = kb("check", "--root", root, "--as-of", DAY, "--format", "sarif", *arguments)
    report: dict[str, Any] = json.loads(shown.stdout)
    Sarif.model_validate(report)
    return report


def test_sarif_follows_its_schema_and_says_the_same_as_json(kb: Kb, faulty: Path) -> None:
    (run,) = sarif(kb, faulty)["runs"]
    rows = json.loads(kb("check", "--root", faulty, "--as-of", DAY, "--format", "json").stdout)
    assert len(rows) >= 3 and {row["severity"] for row in rows} == {"error", "warning"}
    for row, result in zip(rows, run["results"], strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert (result["ruleId"], result["level"]) == (row["code"], row["severity"])
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == row["code"]
        assert place["artifactLocation"]["uri"] == row["path"]
        assert place["region"] == {
            "startLine": row["line"],
            "startColumn": row["column"],
            "endLine": row["end_line"],
            "endColumn": row["end_column"],
        }


def test_sarif_of_a_clean_base_has_no_results(kb: Kb, small: Path) -> None:
    (run,) = sarif(kb, small)["runs"]
    assert run["results"] == [] and run["tool"]["driver"]["rules"] == []


def test_one_finding_is_counted_in_the_singular(kb: Kb, small: Path) -> None:
    put(small, RECORDS, "先弄清对方是谁。", "先弄清对方,是谁。")
    assert "1 error and 0 warnings in 1 file." in kb("check", "--root", small, "--as-of", DAY).stdout


def test_columns_count_characters(kb: Kb, faulty: Path) -> None:
    rows = json.loads(kb("check", "--root", faulty, "--as-of", DAY, "--format", "json").stdout)
    (comma,) = [row for row in rows if row["code"] == "KB404"]
    line = (faulty / RECORDS).read_text("utf-8").split("\n")[comma["line"] - 1]
    assert line[comma["column"] - 1 : comma["end_column"] - 1] == ","


def test_the_caret_stands_under_the_fault_on_a_terminal(kb: Kb, faulty: Path) -> None:
    shown = kb("check", "--root", faulty, "--as-of", DAY).stdout.split("\n")
    *_, (source, caret) = ((a, b) for a, b in pairwise(shown) if "🙂" in a)  # the first is about the picture itself
    before = source[: source.index(",")]
    assert any("(more: kb explain KB404, docs/rules/KB404.md)" in line for line in shown)
    assert (ROOT / "docs/rules/KB404.md").is_file()
    assert caret.index("^") == sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in before)


def test_annotations_keep_to_one_line_each(kb: Kb, faulty: Path) -> None:
    shown = kb("check", "--root", faulty, "--as-of", DAY, "--format", "github").stdout.strip().split("\n")
    pattern = (
        r"::(error|warning) file=content/[^,:]+,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=KB\d{3} [a-z-]+::.+"
    )
    assert all(re.fullmatch(pattern, line) for line in shown)
    assert {line.split(" ")[0] for line in shown} == {"::error", "::warning"}


@pytest.mark.parametrize(("locale", "says"), [("zh_CN.UTF-8", "没有发现问题"), ("en_GB.UTF-8", "No problems")])
def test_the_locale_chooses_the_language(small: Path, locale: str, says: str) -> None:
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("KB_", "LC_", "LANG"))}
    command = [sys.executable, "-m", "generator", "check", "--root", str(small), "--as-of", str(DAY)]
    shown = subprocess.run(
        command,
        cwd=small.parent,  # a site whose pages are Chinese would speak Chinese
        env={**outside, "LANG": locale, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert says in shown.stdout


def git(root: Path, *arguments: str) -> None:
    name = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *name, *arguments], cwd=root, check=True, capture_output=True)


def changed(kb: Kb, root: Path, *arguments: str) -> set[tuple[str, str]]:
    shown = kb("check", "--root", root, "--as-of", DAY, "--format", "json", "--changed", *arguments)
    return {(row["path"], row["code"]) for row in json.loads(shown.stdout)}


def test_a_change_is_shown_with_what_it_breaks_elsewhere(kb: Kb, faulty: Path) -> None:
    git(faulty, "init", "-q")
    git(faulty, "add", ".")
    git(faulty, "commit", "-qm", "x")
    assert changed(kb, faulty) == set(), "what was there before is not of this change"
    assert sarif(kb, faulty, "--changed")["runs"][0]["results"] == []
    assert "Nothing differs" in kb("check", "--root", faulty, "--changed").stdout
    put(faulty, "content/paths/just-got-a-call.yaml", "先把事情记下来。", "先把事情记下来.")
    assert changed(kb, faulty) == {("content/paths/just-got-a-call.yaml", "KB404")}
    (faulty / "content/contacts/fenfu-support.yaml").unlink()
    assert ("content/concepts/fenfu.yaml", "KB201") in changed(kb, faulty)
    git(faulty, "add", ".")
    git(faulty, "commit", "-qm", "y")
    assert changed(kb, faulty) == set()
    assert ("content/concepts/fenfu.yaml", "KB201") in changed(kb, faulty, "HEAD~1")


def test_an_unknown_revision_is_a_set_up_fault(kb: Kb, small: Path) -> None:
    git(small, "init", "-q")
    refused = kb("check", "--root", small, "--changed", "no-such-revision")
    assert refused.returncode == 2 and "Traceback" not in refused.stderr
