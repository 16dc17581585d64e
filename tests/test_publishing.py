"""A site is published whole or not at all, and the same content gives the same bytes."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import DAY, Kb

from generator.publishing.shelf import Shelf, ready
from generator.remembering.ownership import LIST, claim


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def files(folder: Path) -> dict[str, bytes]:
    """The same without the list of what was put there."""
    return {path: content for path, content in tree(folder).items() if path != LIST}


def test_two_builds_give_the_same_bytes(small: Path, kb: Kb) -> None:
    assert kb("build", "--root", small, "--out", small / "one").returncode == 0
    time.sleep(1.1)  # a clock in the output would show
    assert kb("build", "--root", small, "--out", small / "two").returncode == 0
    assert tree(small / "one") == tree(small / "two")


def test_mkdocs_build_gives_the_same_bytes(small: Path, kb: Kb) -> None:
    assert kb("build", "--root", small).returncode == 0
    mkdocs = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "-f",
        str(small / "mkdocs.yml"),
        "-d",
        str(small / "other"),
    ]
    built = subprocess.run(mkdocs, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    assert tree(small / "site") == tree(small / "other")


def test_a_finding_leaves_the_old_site(small: Path, kb: Kb) -> None:
    kb("build", "--root", small)
    before = tree(small / "site")
    entry = small / "content/strategies/keep-records.yaml"
    entry.write_text(entry.read_text("utf-8").replace("answer:", "anwser:"), "utf-8")
    failed = kb("build", "--root", small)
    assert failed.returncode == 1
    assert "keep-records.yaml:" in failed.stderr and "answer" in failed.stderr
    assert tree(small / "site") == before


def test_mkdocs_build_fails_on_the_same_finding(small: Path) -> None:
    entry = small / "content/strategies/keep-records.yaml"
    entry.write_text(entry.read_text("utf-8") + "unknown: key\n", "utf-8")
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(small / "mkdocs.yml")]
    built = subprocess.run(mkdocs, capture_output=True, text=True, check=False)
    assert built.returncode != 0
    assert "keep-records.yaml" in built.stderr and "KB101" in built.stderr


def test_a_link_of_the_shell_that_leads_nowhere_is_refused(small: Path, kb: Kb) -> None:
    kb("build", "--root", small)
    before = tree(small / "site")
    shell = small / "site_templates/main.html"
    shell.write_text(shell.read_text("utf-8").replace("'search/'", "'serach/'"), "utf-8")
    failed = kb("build", "--root", small)
    assert failed.returncode == 2
    assert "serach/" in failed.stderr
    assert tree(small / "site") == before


@pytest.mark.parametrize("seconds", [0.4, 0.8, 1.0, 1.2, 1.5])
def test_killed_at_any_moment_the_old_site_stays(small: Path, kb: Kb, seconds: float) -> None:
    kb("build", "--root", small)
    before = tree(small / "site")
    command = [sys.executable, "-m", "generator", "build", "--root", str(small), "--as-of", str(DAY)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    now = tree(small / "site")
    assert now == before or "index.html" in now, "the site is the old one or, when the build was faster, the new one"
    assert kb("build", "--root", small).returncode == 0
    assert tree(small / "site") == before
    assert not [path for path in small.iterdir() if path.name.startswith(".site-old")]


@pytest.mark.parametrize(
    ("target", "spare", "retired"),
    [(None, b"new", b"old"), (b"new", None, b"old"), (b"old", b"new", None), (None, None, b"old"), (b"a", b"b", b"c")],
)
def test_a_kill_while_two_folders_change_places_is_repaired(
    tmp_path: Path, target: bytes | None, spare: bytes | None, retired: bytes | None
) -> None:
    shelf = Shelf(tmp_path / "site")
    for folder, content in ((shelf.target, target), (shelf.spare, spare), (shelf.retired, retired)):
        if content:
            folder.mkdir()
            (folder / "index.html").write_bytes(content)
            claim(folder, ["index.html"])
    shelf.recover()
    assert tree(shelf.target)["index.html"] in (b"old", b"new", b"a"), "there is a whole site"
    assert not shelf.retired.exists()
    shelf.publish([ready("index.html", b"newest")])
    assert files(shelf.target) == {"index.html": b"newest"}
    assert not shelf.retired.exists()


def test_a_file_becomes_a_folder_and_a_folder_a_file(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "site")
    for paths in (["a", "b/c"], ["a/b", "b"], ["a", "b/c"], ["a/b/c", "d"], []):
        shelf = shelf.publish([ready(path, path.encode()) for path in paths])
        assert files(shelf.target) == {path: path.encode() for path in paths}
        assert shelf.intact()


def test_a_folder_with_other_files_is_not_replaced(small: Path, kb: Kb) -> None:
    (small / "mine").mkdir()
    (small / "mine/letter.txt").write_text("keep me", "utf-8")
    refused = kb("build", "--root", small, "--out", small / "mine")
    assert refused.returncode == 2
    assert (small / "mine/letter.txt").read_text("utf-8") == "keep me"


def test_a_base_without_hand_written_pages_builds(kb: Kb, small: Path) -> None:
    shutil.rmtree(small / "content/pages")
    built = kb("build", "--root", small, "--as-of", DAY)
    assert built.returncode == 0, built.stderr


def test_a_broken_mkdocs_file_is_a_set_up_fault(kb: Kb, small: Path) -> None:
    (small / "mkdocs.yml").write_text("site_name: x\ntheme: no-such-theme\nplugins: [kb]\n", "utf-8")
    refused = kb("build", "--root", small, "--as-of", DAY)
    assert refused.returncode == 2
    assert "mkdocs.yml" in refused.stderr and "Traceback" not in refused.stderr
