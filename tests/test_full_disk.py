"""A disk that is full from any step of a command on: what was there stays whole, one sentence says why, the next run heals."""

import errno
import gc
import json
import os
import resource
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import DAY

from generator.cli import main
from generator.publishing.manifest import STATE, TURN

EVERY = int(os.environ.get("KB_FULL_DISK", "9"))
"""Every so manyth step of a build is tried; `make fuzz` tries all."""
ROOM = 40
"""Bytes that each file may still have on a full disk."""


class Disk:
    """A disk on which, from a step on, there is no room: for new names (`names`), or for bytes in files (`bytes`)."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.lacks = ""

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.left is None or not _takes_room(event, arguments):
            return
        self.left -= 1
        if self.left < 0 and self.lacks == "names":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))
        if self.left < 0:
            resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, resource.RLIM_INFINITY))

    @contextmanager
    def full_after(self, steps: int, lacks: str) -> Iterator[None]:
        self.left, self.lacks = steps, lacks
        try:
            yield
        finally:
            self.left = None
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            gc.enable()  # commands switch it off for their short life


def _takes_room(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether what is about to happen puts something on the disk."""
    if event == "open":
        writes = bool(int(arguments[2]) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))  # type: ignore[call-overload]
        return writes and not str(arguments[0]).startswith("/dev/")
    return event in ("os.mkdir", "os.link", "os.symlink")


DISK = Disk()
sys.addaudithook(DISK)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes, but for what a full disk left of a published site's next state."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [*map(str, words)], env={"KB_LANG": "en"})


def tried(
    command: Callable[[], Result], lacks: str, every: int, look: Callable[[int], None], put_back: Callable[[], None]
) -> int:
    """Runs a command with a disk that is full after 0, `every`, … steps, until one comes to its end; how many failed."""
    for number in range(10_000):
        with DISK.full_after(number * every, lacks):
            done = command()
            reached = DISK.left is not None and DISK.left < 0
        if not reached:
            assert done.exit_code == 0, done.output
            return number
        assert done.exit_code in (0, 2), (done.output, done.exception)
        if done.exit_code:
            said = done.stderr.strip().splitlines()
            assert "Traceback" not in done.output and "tool itself" not in done.output, done.output
            assert "disk is full" in said[-1] or "larger than the system allows" in said[-1], said
        look(done.exit_code)
        put_back()
    raise AssertionError("it never comes to its end")


def faults_in(small: Path, command: Callable[[], Result], lacks: str) -> int:
    """Runs a command that changes content on ever later full disks: each time all of the files are old, or new."""
    kept = small.parent / "kept"
    shutil.copytree(small, kept)
    before = tree(small / "content")
    done = command()
    assert done.exit_code == 0, done.output
    after = tree(small / "content")
    assert after != before

    def put_back() -> None:
        shutil.rmtree(small)
        shutil.copytree(kept, small)

    put_back()
    return tried(command, lacks, 1, lambda code: _same(tree(small / "content"), before if code else after), put_back)


def _same(found: dict[str, bytes], meant: dict[str, bytes]) -> None:
    assert found.keys() == meant.keys() and found == meant


@pytest.mark.parametrize("lacks", ["names", "bytes"])
def test_fixes_are_written_or_not(small: Path, lacks: str) -> None:
    for name in ("strategies/keep-records", "concepts/fenfu"):
        path = small / f"content/{name}.yaml"
        path.write_text(path.read_text("utf-8").replace("。", "。。", 1), "utf-8")
    assert faults_in(small, lambda: run("check", "--root", small, "--as-of", DAY, "--fix"), lacks) >= 2


@pytest.mark.parametrize("lacks", ["names", "bytes"])
def test_an_entry_is_moved_or_not(small: Path, lacks: str) -> None:
    move = ("rename", "strategies/keep-records", "write-it-down", "--root", small, "--as-of", DAY)
    assert faults_in(small, lambda: run(*move), lacks) >= 2


@pytest.mark.parametrize("lacks", ["names", "bytes"])
def test_a_new_entry_is_there_or_not(small: Path, lacks: str) -> None:
    new = ("new", "term", "fee", "--title", "手续费", "--topics", "", "--root", small, "--as-of", DAY)
    assert faults_in(small, lambda: run(*new), lacks) >= 1


@pytest.mark.parametrize("lacks", ["names", "bytes"])
def test_a_new_base_is_there_or_not(tmp_path: Path, lacks: str) -> None:
    folder = tmp_path / "base"

    def look(code: int) -> None:
        assert code == 2 and not folder.exists()

    assert tried(lambda: run("init", folder), lacks, EVERY, look, lambda: None) > 3


@pytest.mark.parametrize("lacks", ["names", "bytes"])
def test_a_site_is_built_or_the_old_one_stays(small: Path, lacks: str) -> None:
    entry = small / "content/strategies/keep-records.yaml"
    words = entry.read_text("utf-8")
    build = ("build", "--jobs", 1, "--root", small, "--as-of", DAY)  # in one process, so that its steps can be counted
    versions = []
    for version in (words.replace("开一个", "先开一个"), words):
        entry.write_text(version, "utf-8")
        assert run(*build).exit_code == 0
        versions.append(tree(small / "site"))
    kept = small.parent / "kept"
    shutil.copytree(small, kept)
    entry.write_text(words.replace("开一个", "先开一个"), "utf-8")

    def look(code: int) -> None:
        assert tree(small / "site") == versions[1 if code else 0]

    def put_back() -> None:
        entry.write_text(words, "utf-8")
        assert run(*build).exit_code == 0 and tree(small / "site") == versions[1], "the next run heals"
        entry.write_text(words.replace("开一个", "先开一个"), "utf-8")

    assert tried(lambda: run(*build), lacks, EVERY, look, put_back)


@pytest.mark.parametrize("lacks", ["names", "bytes"])
def test_a_published_folder_holds_whole_files_only(small: Path, tmp_path: Path, lacks: str) -> None:
    entry = small / "content/strategies/keep-records.yaml"
    sites = []
    for name, words in (("old", "开一个"), ("new", "先开一个")):
        entry.write_text(entry.read_text("utf-8").replace("开一个", words), "utf-8")
        assert run("build", "--root", small, "--as-of", DAY, "--out", tmp_path / name).exit_code == 0
        sites.append(tmp_path / name)
    where, kept, fresh = tmp_path / "www", tmp_path / "kept", tmp_path / "fresh"
    for site, to in ((sites[0], where), (sites[0], fresh), (sites[1], fresh)):
        assert run("publish", to, "--site", site).exit_code == 0
    shutil.copytree(where, kept)
    whole = {(path, content) for folder in (kept, fresh) for path, content in tree(folder).items()}

    def look(code: int) -> None:
        found = tree(where)
        json.loads(found.pop(STATE, b"{}"))
        found.pop(TURN, None)
        assert not {path for path, content in found.items() if (path, content) not in whole}

    def put_back() -> None:
        assert run("publish", where, "--site", sites[1]).exit_code == 0 and tree(where) == tree(fresh)
        shutil.rmtree(where)
        shutil.copytree(kept, where)

    assert tried(lambda: run("publish", where, "--site", sites[1]), lacks, max(1, EVERY // 3), look, put_back) > 3
