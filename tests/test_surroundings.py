"""Where and when a site is built changes no byte: odd paths, locales, time zones, clocks, order of files, another
Python.
"""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import DAY, ROOT, SITES

from generator.base import Base
from generator.preview.workspace import Workspace
from generator.publishing.building import BuildRefused, Order, build_site
from generator.reviewing.outside_links import Manners, OutsideLink, Response, check

ODD = [
    "空格 和 中文",
    "a'b\"c\nd",
    "e\u0301😀%41#?{x}[y]*$HOME",
    "x" * 200,
    "trailing.",
    "-v",
    os.fsdecode(b"no-\xff-utf-8"),
]
STRANGE: list[dict[str, str]] = [
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
    {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LANG": "zh_TW.UTF-8"},
    {"HOME": "/nowhere", "TMPDIR": "/nowhere", "KB_CACHE": "", "XDG_CACHE_HOME": "", "TZ": "America/Adak"},
]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def base_at(root: Path) -> Path:
    """A small base at a place; its files are made in an order of their own."""
    for path in sorted((SITES / "small/content").rglob("*.*"), key=lambda path: hash((path, str(root)))):
        (root / path.relative_to(SITES / "small")).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, root / path.relative_to(SITES / "small"))
    shutil.copytree(ROOT / "site_templates", root / "site_templates")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site as it is built at an ordinary place."""
    root = base_at(tmp_path_factory.mktemp("usual"))
    build(root)
    return tree(root / "site")


def build(root: Path, day: date = DAY) -> None:
    build_site(Base.at(root), Order(root / "site", day, day))


@pytest.mark.parametrize("name", ODD)
def test_the_name_of_the_folder(tmp_path: Path, usual: dict[str, bytes], name: str) -> None:
    root = base_at(tmp_path / name)
    build(root)
    assert tree(root / "site") == usual


def test_a_root_that_is_a_link(tmp_path: Path, usual: dict[str, bytes]) -> None:
    base_at(tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    build(tmp_path / "link")
    assert tree(tmp_path / "real/site") == usual


@pytest.mark.parametrize("environment", STRANGE)
def test_what_surrounds_the_command(tmp_path: Path, usual: dict[str, bytes], environment: dict[str, str]) -> None:
    root = base_at(tmp_path / "中文 😀")
    command = [sys.executable, "-m", "generator", "build", "--root", str(root), "--as-of", str(DAY)]
    built = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=False)
    assert built.returncode == 0 and not built.stderr, built.stderr
    assert tree(root / "site") == usual


def test_a_clock_that_jumps(tmp_path: Path, usual: dict[str, bytes]) -> None:
    root = base_at(tmp_path / "base")
    build(root)
    for day in (date(2035, 1, 1), date(2020, 1, 1), date(1970, 1, 1), date(9999, 12, 31)):
        for path in root.rglob("*"):
            os.utime(path, (0, 0) if day < DAY else (4e9, 4e9))
        try:
            build(root, day)
        except BuildRefused as refused:  # reviewed in the future, or long overdue: the old site stays
            assert "KB000" not in {finding.code for finding in refused.findings}
        assert (root / "site/index.html").read_bytes()
    build(root)
    assert tree(root / "site") == usual


def test_a_save_that_leaves_time_and_length_as_they_were_is_seen(tmp_path: Path) -> None:
    root = base_at(tmp_path / "base")
    entry = root / "content/strategies/keep-records.yaml"
    before, workspace = entry.stat(), Workspace(Base.forgetful(root))
    workspace.look(DAY, None)
    entry.write_text(entry.read_text("utf-8").replace("开一个记事本", "开一个新本子"), "utf-8")
    os.utime(entry, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert entry.stat().st_size == before.st_size
    page = workspace.look(DAY, None).site.file("strategies/keep-records/index.html")
    assert page and "开一个新本子" in page.decode()


def test_an_answer_from_the_future_is_not_believed(tmp_path: Path) -> None:
    memory, address = tmp_path / "links.json", "http://127.0.0.1:9/"
    memory.write_text(f'[["{address}", 200, "", "2036-01-01", ""]]', "utf-8")
    (answered,) = check([OutsideLink(address, ("a/b",))], memory, DAY, Manners(pause=0, timeout=1))
    assert answered[1] != Response(address, 200, "", date(2036, 1, 1), "") and not answered[1].alive
