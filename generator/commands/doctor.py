"""`kb doctor`: checks that this machine and this folder have everything needed, and says how to get what is missing."""

import re
import shutil
import socket
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import click

from generator.cli import root_option, stop
from generator.language import say
from generator.remembering.place import folder_of

PACKAGE = "fenfu-kb"
PORT = 8000
"""Default port of `kb serve`."""

Diagnosis = tuple[bool, str, str]
"""Whether a check passed, what was checked, and what to do if it failed."""


@click.command(
    "doctor",
    help=say(
        "看看这台电脑和这个文件夹缺什么，缺了怎么补。",
        "Say what this machine and this folder lack for the work, and how to get it.",
    ),
)
@root_option
def command(root: Path) -> None:
    answers = [*_machine(root), *_folder(root)]
    for good, what, help_ in answers:
        click.echo(f"{'✓' if good else '✗'} {what}" + ("" if good else f"\n    {help_}"))
    missing = sum(not good for good, *_ in answers)
    if missing:
        click.echo(say(f"有 {missing} 处要补。", f"{missing} to mend."))
    else:
        click.echo(say("都齐了。接着运行 kb check。", "All is there. Next: kb check."))
    stop(2 if missing else 0)


def _machine(root: Path) -> Iterator[Diagnosis]:
    found = ".".join(map(str, sys.version_info[:3]))
    yield (
        sys.version_info >= (3, 11),
        f"Python {found}",
        say("要 Python 3.11 或更新。", "Python 3.11 or newer is needed."),
    )
    lacking = [name for name in _needed() if not _installed(name)]
    what = say("程序用到的包", "packages that the program uses") + (f": {', '.join(lacking)}" if lacking else "")
    yield (
        not lacking,
        what,
        say(
            "在项目的文件夹里运行：make check，或者 uv sync。", "In the project's folder, run: make check, or uv sync."
        ),
    )
    yield from _surroundings(root)


def _surroundings(root: Path) -> Iterator[Diagnosis]:
    """The checks of other programs, the encoding of the terminal, the port of the preview, and the cache folder."""
    yield (
        shutil.which("git") is not None,
        "git",
        say("装上 git 才有 kb diff 和 kb check --changed。", "kb diff and kb check --changed need git."),
    )
    coding = (sys.stdout.encoding or "").lower().replace("-", "")
    yield (
        coding == "utf8",
        say(f"终端的编码 {coding}", f"the terminal's encoding {coding}"),
        say("设置环境变量 PYTHONUTF8=1。", "Set the environment variable PYTHONUTF8=1."),
    )
    yield (
        _is_free(PORT),
        say(f"端口 {PORT}", f"port {PORT}"),
        say("有程序在用它；运行 kb serve --port 0。", "It is in use; run kb serve --port 0."),
    )
    yield (
        folder_of(root) is not None,
        say("放缓存的文件夹", "a folder for what is remembered"),
        say("没有可写的缓存文件夹，每次都会慢一些。", "None can be written; each run takes longer."),
    )


def _folder(root: Path) -> Iterator[Diagnosis]:
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8", "replace") if settings.is_file() else ""
    yield (
        "- kb" in text,
        "mkdocs.yml",
        say("要有 mkdocs.yml，plugins 里写着 kb。", "There has to be a mkdocs.yml with kb among its plugins."),
    )
    entries = sum(1 for _ in (root / "content").glob("*/*"))
    yield (
        entries > 0,
        say(f"content/ 里有 {entries} 个文件", f"{entries} files in content/"),
        say("用 kb new 写第一篇。", "Write the first entry with kb new."),
    )
    yield (
        (root / ".git").exists(),
        say("git 仓库", "a git repository"),
        say("运行 git init，或者用 git clone 拿到仓库。", "Run git init, or get the repository by git clone."),
    )


def _needed() -> list[str]:
    """The names of the packages that this one requires; empty if it is not installed."""
    try:
        lines = requires(PACKAGE) or []
    except PackageNotFoundError:
        return []
    return [found[0] for line in lines if "extra" not in line and (found := re.match(r"[\w.-]+", line))]


def _installed(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
