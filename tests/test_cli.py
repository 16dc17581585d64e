"""The commands: what they print, how they end, and that an editor never sees a traceback."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import BashComplete
from conftest import ROOT, Kb, content_day

from generator.cli import COMMANDS, main


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_a_command_is_for(kb: Kb, command: str) -> None:
    shown = kb(command, "--help")
    assert shown.returncode == 0
    assert len(shown.stdout.split("Options:")[0]) > 80


@pytest.mark.parametrize(
    ("command", "typed", "offered"),
    [
        ("explain", "kb30", "KB301"),
        ("new", "strat", "strategy"),
        ("impact", "sources/l", "sources/law"),
        ("rename", "strategies/", "strategies/keep-records"),
    ],
)
def test_the_shell_completes_what_there_is(
    small: Path, monkeypatch: pytest.MonkeyPatch, command: str, typed: str, offered: str
) -> None:
    monkeypatch.chdir(small / "content")
    found = [each.value for each in BashComplete(main, {}, "kb", "_KB_COMPLETE").get_completions([command], typed)]
    assert offered in found and all(each.startswith((typed, typed.upper())) for each in found)


@pytest.mark.content
def test_check_is_clean_on_the_real_content(kb: Kb) -> None:
    checked = kb("check", "--root", ROOT, "--as-of", content_day(), "--quiet")
    assert checked.returncode == 0, checked.stdout


def test_json_is_as_documented(kb: Kb, small: Path) -> None:
    entry = small / "content/strategies/keep-records.yaml"
    entry.write_text(entry.read_text("utf-8").replace("title:", "titel:"), "utf-8")
    checked = kb("check", "--root", small, "--format", "json")
    assert checked.returncode == 1
    found = {finding["code"]: finding for finding in json.loads(checked.stdout)}
    assert set(found["KB101"]) == {
        "code",
        "name",
        "severity",
        "path",
        "line",
        "column",
        "end_line",
        "end_column",
        "message",
        "suggestion",
    }
    assert (found["KB101"]["path"], found["KB101"]["line"], found["KB101"]["column"]) == (
        "content/strategies/keep-records.yaml",
        2,
        1,
    )
    assert "title" in found["KB101"]["suggestion"]


def test_github_annotations(kb: Kb, small: Path) -> None:
    entry = small / "content/strategies/keep-records.yaml"
    entry.write_text(entry.read_text("utf-8") + "no-such: key\n", "utf-8")
    checked = kb("check", "--root", small, "--format", "github")
    assert "::error file=content/strategies/keep-records.yaml,line=" in checked.stdout


def test_a_folder_without_content_is_a_set_up_fault(kb: Kb, tmp_path: Path) -> None:
    refused = kb("check", "--root", tmp_path)
    assert refused.returncode == 2
    assert "content/" in refused.stderr and "Traceback" not in refused.stderr


def test_new_writes_a_file_that_only_lacks_its_prose(kb: Kb, small: Path) -> None:
    made = kb("new", "--root", small, "strategy", "talk-to-boss", "--title", "怎么跟单位说")
    assert made.returncode == 0
    path = small / "content/strategies/talk-to-boss.yaml"
    assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=../../docs/schemas/strategy.json\n")
    checked = json.loads(kb("check", "--root", small, "--format", "json", path).stdout)
    assert {finding["code"] for finding in checked} == {"KB103"}, "only empty values are missing"
    again = kb("new", "--root", small, "strategy", "talk-to-boss", "--title", "x")
    assert again.returncode == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("new", "--root", "{root}", "strategi", "x", "--title", "y"), "strategy"),
        (("new", "--root", "{root}", "strategy", "Talk To", "--title", "y"), "lower-case"),
        (("explain", "KB20"), "Did you mean"),
    ],
)
def test_wrong_use_is_told_what_to_do(kb: Kb, small: Path, arguments: tuple[str, ...], says: str) -> None:
    refused = kb(*(argument.format(root=small) for argument in arguments))
    assert refused.returncode == 2
    assert says in refused.stderr and "Traceback" not in refused.stderr


def test_explain_shows_the_page_of_a_rule(kb: Kb) -> None:
    assert "## 怎么改" in kb("explain", "KB201").stdout
    assert "KB201" in kb("explain").stdout


def test_a_command_that_there_is_not_is_guessed(kb: Kb, small: Path) -> None:
    wrong = kb("chek", "--root", small)
    assert wrong.returncode == 2 and "Did you mean check?" in wrong.stderr


WRONG_LINES = (
    "check --nosuch",
    "check --watc",
    "chek",
    "stale --within x",
    "search --limit a x",
    "search",
    "new --title",
    "check --format foo",
    "diff a b c",
    "build --jobs 0",
    "serve --port x",
    "check --as-of 2026/1/1",
    "check --fix=3",
    "links --timeout z",
    "export",
    "admin",
    "new --from /nowhere",
    "check --root /nowhere",
    "publish",
    "move x",
    "impact",
    "lsp --x",
    "stale --within",
    "init",
    "init /etc/passwd",
    "new --from /tmp",
    "-x",
    "--help",
    "check --help",
    "--version",
    "search -h",
)


IN_CHINESE = """\
import json, os, sys
from click.testing import CliRunner
from generator.cli import main
said = {}
for line in json.load(sys.stdin):
    os.mkdir(folder := f"{len(said)}")
    os.chdir(folder)
    said[line] = CliRunner().invoke(main, line.split(), prog_name="python -m generator").output
    os.chdir("..")
print(json.dumps(said))
"""
"""What each of some lines says; the language is decided once, when the program is loaded."""


def test_a_terminal_that_speaks_chinese_shows_no_english_sentence(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KB_LANG": "zh"}
    call = [sys.executable, "-c", IN_CHINESE]
    lines = json.dumps(WRONG_LINES)
    done = subprocess.run(call, cwd=tmp_path, env=environment, input=lines, capture_output=True, text=True, check=True)
    said: dict[str, str] = json.loads(done.stdout)
    known = "Model Context Protocol|JSON Schema|INTEGER RANGE|python -m generator|Sveltia CMS|DOT, SVG"
    english = re.compile(r"[A-Za-z]{2,}[ ,]+[a-z]{2,}[ ,]+[a-z]{2,}|Error|Usage|Options")
    assert said.keys() == set(WRONG_LINES)
    assert {line: words for line, words in said.items() if english.search(re.sub(known, "", words))} == {}
    assert [line for line, words in said.items() if not re.search("[\u4e00-\u9fff]", words)] == []


def test_commands_work_from_a_folder_of_the_base(small: Path) -> None:
    call = [sys.executable, "-m", "generator", "check", "--statistics"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment = {
        name: value for name, value in environment.items() if name not in ("KB_LANG", "LANG", "LC_ALL", "LC_MESSAGES")
    }
    done = subprocess.run(call, cwd=small / "content/terms", env=environment, capture_output=True, check=False)
    assert done.returncode == 0 and "没有发现问题" in done.stdout.decode("utf-8"), (
        "the settings of the site are Chinese"
    )


def test_statistics_count_the_findings_of_each_rule(kb: Kb, small: Path) -> None:
    path = small / "content/strategies/keep-records.yaml"
    path.write_text(path.read_text("utf-8").replace("号码和", "号码,和").replace("开一个", "开1个"), "utf-8")
    counted = kb("check", "--root", small, "--as-of", "2026-11-26", "--statistics")
    assert "     1 KB403 typography\n" in counted.stdout and "KB404 half-width-punctuation" in counted.stdout


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("site_dir: site", "site_dir: [site", "mkdocs.yml:8:"),
        ("name: material", "name: nothing", "mkdocs.yml:9: theme"),
    ],
    ids=["broken-yaml", "unknown-theme"],
)
def test_settings_with_which_nothing_can_be_built_are_told(
    kb: Kb, small: Path, right: str, wrong: str, place: str
) -> None:
    settings, entry = small / "mkdocs.yml", small / "content/strategies/keep-records.yaml"
    settings.write_text(settings.read_text("utf-8").replace(right, wrong), "utf-8")
    told = kb("check", "--root", small, "--as-of", "2026-11-26")
    assert told.returncode == 2 and place in told.stderr and not told.stdout
    entry.write_text(entry.read_text("utf-8").replace("号码和", "号码,和"), "utf-8")
    assert "KB404" in kb("check", "--root", small, "--as-of", "2026-11-26").stdout
    assert kb("check", "--root", small, "--as-of", "2026-11-26", entry).returncode == 1


def test_paths_outside_the_content_are_refused(kb: Kb, small: Path) -> None:
    outside = small / "mkdocs.yml"
    refused = kb("check", "--root", small, outside)
    assert refused.returncode == 2 and "outside content/" in refused.stderr


def test_a_fix_that_is_not_written_says_why(kb: Kb, small: Path) -> None:
    path = small / "content/strategies/keep-records.yaml"
    path.write_text(path.read_text("utf-8").replace("why: 先弄清", "why: 利率是２４％，先弄清"), "utf-8")
    fixed = kb("check", "--root", small, "--as-of", "2026-11-26", "--fix")
    assert "left content/strategies/keep-records.yaml" in fixed.stderr and "KB301" in fixed.stderr


def test_the_doctor_says_what_is_missing(kb: Kb, small: Path) -> None:
    found = kb("doctor", "--root", small)
    assert found.returncode == 2 and "✗ a git repository\n    Run git init" in found.stdout
    assert "✓ mkdocs.yml" in found.stdout


def test_a_closed_output_is_no_fault() -> None:
    command = ["sh", "-c", f"exec {sys.executable} -m generator --version >&-"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
