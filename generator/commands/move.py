"""`kb move`: another address for an entry, with every reference rewritten and the old address kept."""

from pathlib import Path

import click

from generator.cli import SetupError, root_option
from generator.dates import day_of_check
from generator.language import say


@click.command(
    "move",
    help=say(
        "给条目换地址：改文件名和 id，改掉全库里对它的引用，旧地址自动转到新地址。\n\n例：kb move concepts/x strategies/y",
        "Give an entry another address: its file and id, every reference to it; the old address becomes a redirect.\n\n"
        "Example: kb move concepts/x strategies/y",
    ),
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--dry-run", is_flag=True, help=say("只列出会改哪些文件。", "Only list the files that would change."))
@root_option
def command(old: str, new: str, dry_run: bool, root: Path) -> None:
    from generator.moving import Refused, move
    from generator.site import examine

    today = day_of_check(None)
    before = examine(root, today, drafts=True)
    try:
        changes = move(before.library, before.links, old, new)
    except Refused as refused:
        raise SetupError(say(f"没有移动：{refused}", f"Not moved: {refused}")) from None
    for path in changes.written:
        click.echo(path)
    if dry_run:
        return
    for path, text in changes.written.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    (root / changes.removed).unlink()
    click.echo(say(f"{old} 现在在 {new}。运行 kb check 看看。", f"{old} is now at {new}. Run kb check."))
