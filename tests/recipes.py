"""Carries out the recipes of docs/maintaining.md on a copy of the project, and holds the recipes against what was done."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from conftest import ROOT, SITES

PROGRAM = ("generator", "site_templates")
SMALL = SITES / "small"
RECIPES = (ROOT / "docs/maintaining.md").read_text("utf-8").split("\n## A release")[0].split("\n### ")[1:]
COUNTS = {"one": 1, "two": 2, "three": 3}
_HEAD = re.compile(r"\d+\. [^:\n]+: (?P<files>one|two|three) files?\b")
_PATH = re.compile(r"`((?:generator|site_templates|content|tests|docs)/[\w./]*|pyproject\.toml)`")


def copied(root: Path) -> Path:
    """A copy of the program with the small base."""
    for folder in PROGRAM:
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copytree(SMALL / "content", root / "content")
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, root)
    return root


def run(root: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in the copy, which uses the program of the copy."""
    given = {**os.environ, "KB_LANG": "en", **environment}
    given["PYTHONPATH"] = os.pathsep.join(filter(None, (str(root), environment.get("PYTHONPATH"))))
    return subprocess.run(command, cwd=root, env=given, capture_output=True, text=True, check=False)


def kb(root: Path, *arguments: str, **environment: str) -> str:
    """What `kb` of the copy prints; findings are no failure."""
    done = run(root, sys.executable, "-m", "generator", *arguments, **environment)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout + done.stderr


def edit(path: Path, old: str, new: str) -> None:
    """Write something else in place of the first `old` of a file."""
    text = path.read_text("utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), "utf-8")


def named_in(recipe: str) -> tuple[str, ...]:
    """The files and folders that a recipe names."""
    return tuple(_PATH.findall(recipe))


def as_told(number: int, root: Path, *besides: str) -> None:
    """What was done by hand is what the recipe tells: in files that it names, or in folders, and in as many as it says.

    `besides` are files that the test needs to see the effect.
    """
    made, recipe = [name for name in _made(root) if name not in besides], RECIPES[number - 1]
    assert [name for name in made if not name.startswith(named_in(recipe))] == []
    head = _HEAD.match(recipe)
    assert head and COUNTS[head["files"]] == len(made), made


def _made(root: Path) -> list[str]:
    """The files of the copy that are new or other than the project's."""
    paths = (path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    names = (path.relative_to(root).as_posix() for path in paths)
    return sorted(name for name in names if _by_hand(name) and _original(name) != (root / name).read_bytes())


def _by_hand(name: str) -> bool:
    """Whether a file is none that a command writes."""
    return name.startswith((*(f"{folder}/" for folder in (*PROGRAM, "content", "tests")), "pyproject.toml"))


def _original(name: str) -> bytes | None:
    path = (SMALL if name.startswith("content/") else ROOT) / name
    return path.read_bytes() if path.is_file() else None
