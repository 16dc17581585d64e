"""`kb verify`: compares a published folder with its manifest, byte by byte."""

from pathlib import Path

import click

from generator.cli import SetupError, stop
from generator.language import say, shown
from generator.publishing.manifest import Difference, NotPublished, differences
from generator.remembering.ownership import LIST

_WORDS: dict[Difference, tuple[str, str]] = {
    "missing": ("不见了", "missing"),
    "changed": ("被改过", "changed"),
    "unknown": ("不是发布的", "not published"),
}


@click.command(
    "verify",
    help=say(
        "逐个文件核对 kb publish 发布出去的文件夹，说出少了、改了、多了哪些。\n\n退出码：0 一样；1 不一样。",
        "Check a folder that kb publish filled against the digests of what was published, and name what differs.\n\n"
        "Exit code: 0 the same, 1 different.",
    ),
)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def command(folder: Path) -> None:
    try:
        found = list(differences(folder))
    except NotPublished:
        raise SetupError(_unpublished(folder)) from None
    for path, kind in found:
        click.echo(shown(f"{path}: {say(*_WORDS[kind])}"))
    if found:
        stop(1)
    click.echo(say("和发布的一样。", "Just as published."))


def _unpublished(folder: Path) -> str:
    """The message for a folder without a manifest."""
    if (folder / LIST).is_file():
        return say(
            f"{folder} 是 kb build 建的网站，里面没有各个文件的摘要，没法核对。先用 kb publish 发布到一个地方，再核对那里。",
            f"{folder} is a site that kb build made: it holds no digests to compare with. Publish it with `kb publish`, and "
            "verify the place it was published to.",
        )
    return say(
        f"{folder} 里没有发布清单，不是 kb publish 放的地方。", f"{folder} holds no list of what kb publish put there."
    )
