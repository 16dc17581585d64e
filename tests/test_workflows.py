"""What runs on the hosting service: valid, pinned, least allowed, and calling only commands that there are."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from conftest import ROOT

from generator.cli import main

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
SCRIPTS = sorted(GITHUB.glob("*.sh"))
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml"))
TARGETS = set(
    re.findall(r"^([\w./-]+):", (ROOT / "Makefile").read_text("utf-8").replace("$(READY)", ".venv/.ready"), re.M)
)

every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def load(path: Path) -> dict[str, Any]:
    """A YAML file; GitHub reads `on` as a word, YAML 1.1 as true."""
    loaded: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    return {"on" if key is True else key: value for key, value in loaded.items()}


def tool(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / name), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in load(path)["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize(("schema", "paths"), [("github-workflows", WORKFLOWS), ("github-issue-forms", FORMS)])
def test_files_follow_their_schema(schema: str, paths: list[Path]) -> None:
    assert paths
    checked = tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *paths)
    assert checked.returncode == 0, checked.stdout


def test_workflows_have_no_known_weakness() -> None:
    checked = tool("zizmor", "--offline", "--no-progress", "--quiet", ".github")
    assert checked.returncode == 0, checked.stdout


@every_workflow
def test_permissions_are_least(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        written = {scope for scope, right in job.get("permissions", {}).items() if right == "write"}
        assert written <= {"publish": {"pages", "id-token"}, "comment": {"pull-requests"}}.get(name, set())


@every_workflow
def test_jobs_end_and_wait_for_jobs_that_there_are(path: Path) -> None:
    jobs = load(path)["jobs"]
    for job in jobs.values():
        assert 0 < job["timeout-minutes"] <= 90
        needs = job.get("needs", [])
        assert ({needs} if isinstance(needs, str) else set(needs)) <= set(jobs)
        assert re.fullmatch(r"ubuntu-\d\d\.04", job["runs-on"]), "a machine that does not change under us"


@every_workflow
def test_actions_are_pinned_to_a_commit(path: Path) -> None:
    for step in steps(path):
        if "uses" in step:
            assert re.fullmatch(r"[\w/.-]+@[0-9a-f]{40}", step["uses"])


def commands(script: str) -> Iterator[list[str]]:
    """The commands of a script, one a line, without what is redirected."""
    for line in script.strip().split("\n"):
        yield shlex.split(line.partition(" > ")[0])


def problems(words: list[str]) -> str:
    """What is wrong with a call of make, kb or a script of ours."""
    if words[0] == "make":
        return "" if set(words[1:]) <= TARGETS else "no such target"
    if words[0] == "bash":
        return "" if (ROOT / words[1]).is_file() else "no such script"
    if words[0] != ".venv/bin/kb":
        return "" if words[0] == "gh" else "not a command of ours"
    assert isinstance(main, click.Group)
    command = main.get_command(click.Context(main), words[1])
    if command is None:
        return "no such command"
    known = {option for parameter in command.params for option in parameter.opts}
    return ", ".join(word for word in words[2:] if word.startswith("--") and word not in known)


@every_workflow
def test_scripts_call_only_what_there_is(path: Path) -> None:
    called = [words for step in steps(path) if "run" in step for words in commands(step["run"])]
    assert called
    assert not [(words, wrong) for words in called if (wrong := problems(words))]


def test_a_wrong_call_would_be_seen() -> None:
    assert (
        problems(["make", "sight"])
        and problems([".venv/bin/kb", "chek"])
        and problems([".venv/bin/kb", "check", "--fixx"])
    )


def test_hooks_before_a_commit_call_only_what_there_is() -> None:
    hooks = [hook for repo in load(ROOT / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]
    assert not [hook["id"] for hook in hooks if problems(shlex.split(hook["entry"]))]


def test_owners_own_something() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text("utf-8").split("\n")
    for line in lines:
        if line and not line.startswith(("#", "*")):
            assert (ROOT / line.split()[0].strip("/")).exists(), line


def owners(path: str) -> str:
    """Who must look at a change of a file: the last line that fits counts."""
    lines = [line.split(maxsplit=1) for line in (GITHUB / "CODEOWNERS").read_text("utf-8").split("\n")]
    fitting = [who for pattern, who in filter(None, lines) if pattern != "#" and owned(pattern, path)]
    return fitting[-1]


def owned(pattern: str, path: str) -> bool:
    return path.startswith(pattern[1:]) if pattern.startswith("/") else fnmatch(path, pattern)


def test_who_knows_the_code_looks_at_every_file_that_can_run_something() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [path for path in listed.split("\0") if path and not path.startswith("content/")]
    left = {path for path in paths if "@fenfu-kb/code" not in owners(path)}
    assert {Path(path).suffix for path in left} == {".md", ".txt"}
    assert {path for path in left if path.endswith(".txt")} == {"link-suppressions.txt"}


@pytest.mark.parametrize("path", ["content/distress.yaml", "content/search.yaml", "content/contacts/x.yaml"])
def test_who_answers_for_safety_looks_at_what_readers_in_distress_are_shown(path: str) -> None:
    assert owners(path) == "@fenfu-kb/safety"


def test_forms_speak_chinese() -> None:
    for path in (*FORMS, GITHUB / "pull_request_template.md"):
        assert len(re.findall("[\u4e00-\u9fff]", path.read_text("utf-8"))) > 30


def test_what_may_write_runs_no_code_of_a_pull_request() -> None:
    path = GITHUB / "workflows/pull-request-report.yml"
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout"):
            assert not {"ref", "repository"} & set(step["with"]) or step["with"].get("repository", "").startswith(
                "${{ vars."
            )
        assert "github.event" not in step.get("run", ""), "nothing of the event stands in a script"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_scripts_are_sound(path: Path) -> None:
    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0
    assert path.read_text("utf-8").startswith("#!/usr/bin/env bash\n") and "set -euo pipefail" in path.read_text(
        "utf-8"
    )


def fake_gh(folder: Path) -> Path:
    """A stand-in for GitHub's program that writes down how it is called and says HEAD_NOW of every pull request."""
    fake = folder / "bin/gh"
    fake.parent.mkdir()
    fake.write_text('#!/bin/sh\necho "$@" >> "$CALLS"\n[ "$2" = view ] && echo "$HEAD_NOW"\nexit 0\n')
    fake.chmod(0o755)
    return fake


def test_a_preview_replaces_only_the_pages_of_its_own_pull_request(tmp_path: Path) -> None:
    fake = fake_gh(tmp_path)
    for name in ("report", "preview"):
        (tmp_path / name).mkdir()
    (tmp_path / "preview/index.html").write_text("new", "utf-8")
    subprocess.run(["git", "init", "-q", "--bare", "hub"], cwd=tmp_path, check=True)
    subprocess.run(["git", "clone", "-q", "hub", "previews"], cwd=tmp_path, check=True, capture_output=True)
    shown = tmp_path / "previews/pr-7/index.html"
    environment = {"PATH": f"{fake.parent}:/usr/bin:/bin", "CALLS": str(tmp_path / "calls"), "HEAD": "abc"}

    def preview(number: str, now: str) -> int:
        (tmp_path / "report/number").write_text(number, "utf-8")
        return subprocess.run(
            ["bash", GITHUB / "preview.sh"],
            env={**environment, "HEAD_NOW": now},
            cwd=tmp_path,
            capture_output=True,
            check=False,
        ).returncode

    assert preview("7", "other") == 0 and not shown.exists()
    assert preview("../7", "abc") != 0 and not shown.exists()
    assert preview("7", "abc") == 0 and shown.read_text("utf-8") == "new"
    pushed = subprocess.run(["git", "ls-remote", "hub"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert pushed.stdout, "readers of the preview get it"


def test_a_report_is_posted_only_for_the_change_it_was_made_of(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    fake = fake_gh(tmp_path)
    report = tmp_path / "report"
    report.mkdir()
    (report / "diff.md").write_text("<!-- kb diff -->\n@someone", "utf-8")
    (report / "classes").write_text("safety\nevil; rm\n", "utf-8")

    def post(number: str, now: str) -> tuple[int, str]:
        (report / "number").write_text(number, "utf-8")
        calls.write_text("")
        environment = {
            "PATH": f"{fake.parent}:/usr/bin:/bin",
            "CALLS": str(calls),
            "HEAD": "abc",
            "HEAD_NOW": now,
            "REPORT": str(report),
            "REVIEWERS_SAFETY": "org/safety",
            "REVIEWERS_LAW": "org/law",
        }
        done = subprocess.run(
            ["bash", GITHUB / "comment.sh"], env=environment, cwd=tmp_path, capture_output=True, check=False
        )
        return done.returncode, calls.read_text()

    code, called = post("7", "abc")
    assert code == 0 and "pr comment 7" in called and "--add-label review: safety" in called
    assert "org/safety" in called and "org/law" not in called and "evil" not in called
    assert "@someone" not in (report / "comment.md").read_text("utf-8"), "nobody is called for"
    assert "comment" not in post("7", "other")[1] and "comment" not in post("7; rm", "abc")[1]
