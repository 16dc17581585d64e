"""A site is published whole or not at all, and the same content gives the same bytes."""

import gzip
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import brotli
import pytest
from conftest import DAY, Kb, cache_of

from generator.publishing.compression import compressed
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


def test_two_builds_give_the_same_bytes(unbuilt: Path, kb_anew: Kb) -> None:
    assert kb_anew("build", "--root", unbuilt, "--out", unbuilt / "one").returncode == 0
    time.sleep(1.1)  # a clock in the output would show
    shutil.rmtree(cache_of(unbuilt))
    assert kb_anew("build", "--root", unbuilt, "--out", unbuilt / "two").returncode == 0
    assert tree(unbuilt / "one") == tree(unbuilt / "two")


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


class Stopped(BaseException):
    """The process is dead; nothing that it wanted to do after that is done."""


class Stop:
    """Ends all changes of files from a step on, as a kill would."""

    def __init__(self) -> None:
        self.left: int | None = None

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.left is None or not _changes(event, arguments):
            return
        if self.left == 0:
            raise Stopped(event)
        self.left -= 1

    @contextmanager
    def after(self, steps: int) -> Iterator[None]:
        """Let so many changes happen, and no more."""
        self.left = steps
        try:
            yield
        finally:
            self.left = None


def _changes(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether what is about to happen changes a file or a folder, or asks the system for the function that does."""
    if event == "open":
        return bool(int(arguments[2]) & (os.O_WRONLY | os.O_RDWR))  # type: ignore[call-overload]
    if event == "ctypes.dlsym":
        return arguments[1] == "renameat2"
    return event in ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.truncate") or event.startswith(
        "shutil."
    )


STOP = Stop()
sys.addaudithook(STOP)


@pytest.mark.parametrize("exchange", [True, False])
def test_stopped_at_any_step_a_whole_site_stays(
    tmp_path: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchange:  # as on systems that cannot let two folders change places in one step
        monkeypatch.setattr("generator.publishing.shelf._exchanged", lambda one, other: False)
    versions = [
        {"index.html": b"old", "a/index.html": b"same", "gone/index.html": b"x", "b": b"1", "c": b"2"},
        {"index.html": b"new", "a/index.html": b"same", "new/index.html": b"y", "b/d": b"3", "c": b"4"},
    ]
    steps, done = 0, False
    while not done:
        before = Shelf(tmp_path / f"{steps}" / "site")
        before.target.parent.mkdir()
        for version in ({"index.html": b"older", "c/x": b"5"}, versions[0]):
            before = before.publish([ready(path, content) for path, content in version.items()])
        with STOP.after(steps), suppress(Stopped):
            before.publish([ready(path, content) for path, content in versions[1].items()])
            done = True
        if not exchange:
            before.recover()
        assert files(before.target) in versions, f"stopped after {steps} steps"
        again = Shelf(before.target).publish([ready(path, content) for path, content in versions[1].items()])
        assert files(again.target) == versions[1] and not again.retired.exists()
        steps += 1
    assert steps > 10


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


@pytest.mark.parametrize("length", [1, 1 << 16, (1 << 16) + 1, 300_000])
def test_a_text_of_any_length_comes_whole_out_of_its_compressed_copies(length: int) -> None:
    content = random.Random(length).randbytes(length // 4 + 1).hex()[:length].encode()
    files = {file.path: file.content() for file in compressed([ready("a.txt", content)])}
    unpacked = {"a.txt.br": brotli.decompress(files["a.txt.br"]), "a.txt.gz": gzip.decompress(files["a.txt.gz"])}
    assert files.keys() == {"a.txt", *unpacked} and {files["a.txt"], *unpacked.values()} == {content}
