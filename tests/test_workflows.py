"""What runs on the hosting service: valid, pinned, least allowed, and calling only commands that there are."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from conftest import ROOT

from generator.cli import main

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
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
        assert written <= {"publish": {"pages", "id-token"}, "check": {"pull-requests"}}.get(name, set())


@every_workflow
def test_jobs_end_and_wait_for_jobs_that_there_are(path: Path) -> None:
    jobs = load(path)["jobs"]
    for job in jobs.values():
        assert 0 < job["timeout-minutes"] <= 90
        needs = job.get("needs", [])
        assert ({needs} if isinstance(needs, str) else set(needs)) <= set(jobs)
        assert re.fullmatch(r"ubuntu-\d\d\.04", job["runs-on"]), "a machine that does not change under us"


@every_workflow
def test_actions_have_a_version(path: Path) -> None:
    for step in steps(path):
        if "uses" in step:
            assert re.fullmatch(r"actions/[\w/-]+@v\d+|[\w/.-]+@[0-9a-f]{40}", step["uses"])


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


def test_forms_speak_chinese() -> None:
    for path in (*FORMS, GITHUB / "pull_request_template.md"):
        assert len(re.findall("[\u4e00-\u9fff]", path.read_text("utf-8"))) > 30
