"""The walk-through for editors, followed to the letter: its files, its commands in order, and what it says they show."""

import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DAY, ROOT, Kb

from tests import commands

PAGE = ROOT / "docs/editing.md"
DATED = {"check", "new", "build", "stale", "move", "rename", "search"}
_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: title=(?P<file>\S+))?\n(?P<words>.*?)^```$", re.MULTILINE | re.DOTALL)


def run(root: Path, line: str) -> str:
    """What a command shows, in Chinese and on the fixed day; a preview is stopped once it has an address."""
    program, command, *arguments = shlex.split(line)
    assert program == ".venv/bin/kb"
    call = [sys.executable, "-u", "-m", "generator", command, *arguments]
    call += ["--as-of", str(DAY)] if command in DATED else []
    call += ["--port", "0"] if command == "serve" else []
    environment = {**os.environ, "KB_LANG": "zh", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    if command == "serve":
        with subprocess.Popen(call, cwd=root, env=environment, stdout=subprocess.PIPE, text=True) as serving:
            assert serving.stdout
            address = serving.stdout.readline()
            serving.send_signal(signal.SIGINT)
        assert "http://127.0.0.1:" in address
        return address
    done = commands.run(call[4:], environment, root.parent, root)
    assert done.returncode in (0, 1) and "Traceback" not in done.stderr, done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def checkout(small: Path) -> Path:
    """The small site as a git checkout, as an editor has it."""
    name = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    (small / ".gitignore").write_text("site/\n", "utf-8")
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-qm", "x")):
        subprocess.run(["git", *name, *arguments], cwd=small, check=True, capture_output=True)
    return small


def test_the_walk_through_works_as_written(kb: Kb, checkout: Path) -> None:
    shown, commands = "", 0
    for block in _BLOCK.finditer(PAGE.read_text("utf-8")):
        if block["kind"] == "sh":
            lines = block["words"].strip().split("\n")
            shown = "".join(run(checkout, line) for line in lines)
            commands += len(lines)
        elif block["file"]:
            assert (checkout / block["file"]).is_file()
            (checkout / block["file"]).write_text(block["words"], "utf-8")
        else:
            for line in block["words"].strip("\n").split("\n"):
                assert line in shown, f"{line!r} is not in\n{shown}"
    assert commands > 12
    assert (checkout / "site/strategies/tell-your-workplace/index.html").is_file()
    assert "../tell-your-workplace/" in (checkout / "site/strategies/talk-to-boss/index.html").read_text("utf-8")


def test_every_command_for_editors_is_in_it() -> None:
    words = PAGE.read_text("utf-8")
    for command in (
        "new",
        "check",
        "explain",
        "serve",
        "search",
        "diff",
        "rename",
        "move",
        "impact",
        "stale",
        "graph",
        "build",
        "lsp",
    ):
        assert f"kb {command}" in words, command


@pytest.mark.parametrize("page", ["docs/editing.md", "CONTRIBUTING.md"])
def test_links_of_the_pages_for_editors_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)", (ROOT / page).read_text("utf-8")):
        assert (ROOT / page).parent.joinpath(target).exists(), target
