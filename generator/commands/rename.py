"""`kb rename`: gives an entry another id in the same section."""

from datetime import datetime

import click

from generator.base import Base
from generator.cli import SetupError, addresses, as_of_option, base_option, slashed
from generator.language import say


@click.command(
    "rename",
    help=say(
        "给条目换一个 id，栏目不变。和 kb move 一样：引用全部改好，旧地址自动转过去。\n\n例：kb rename concepts/x y",
        "Give an entry another id in its section; like `kb move`, with every reference and the old address kept.\n\n"
        "Example: kb rename concepts/x y",
    ),
)
@click.argument("old", metavar="SECTION/ID", callback=slashed, shell_complete=addresses)
@click.argument("name", metavar="NEW-ID", callback=slashed)
@click.option("--dry-run", is_flag=True, help=say("只列出会改哪些文件。", "Only list the files that would change."))
@as_of_option
@base_option
@click.pass_context
def command(context: click.Context, old: str, name: str, dry_run: bool, as_of: datetime | None, base: Base) -> None:
    section, slash, _ = old.partition("/")
    if not slash or "/" in name:
        raise SetupError(
            say(
                "写成 kb rename 栏目/旧名字 新名字。换栏目用 kb move。",
                "Write: kb rename section/id new-id. Use kb move to change the section.",
            )
        )
    group = context.find_root().command
    assert isinstance(group, click.Group)
    move = group.get_command(context, "move")
    assert move is not None
    context.invoke(move, old=old, new=f"{section}/{name}", dry_run=dry_run, as_of=as_of, base=base)
