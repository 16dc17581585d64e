"""`kb move`: moves an entry to another address, rewrites every reference to it and redirects the old address."""

from collections.abc import Mapping
from datetime import datetime

import click

from generator.base import Base
from generator.cli import SetupError, addresses, as_of_option, base_option, slashed
from generator.dates import day_of_check
from generator.language import preferred, say


@click.command(
    "move",
    help=say(
        "给条目换地址：改文件名和 id，改掉整个知识库里对它的引用，旧地址自动转到新地址。会弄坏别处的，一个字也不改。\n\n例：kb move concepts/x strategies/y",
        "Give an entry another address: its file and id, every reference to it; the old address becomes a redirect. "
        "What would break something is refused, and nothing is written.\n\n"
        "Example: kb move concepts/x strategies/y",
    ),
)
@click.argument("old", metavar="OLD", callback=slashed, shell_complete=addresses)
@click.argument("new", metavar="NEW", callback=slashed)
@click.option("--dry-run", is_flag=True, help=say("只列出会改哪些文件。", "Only list the files that would change."))
@as_of_option
@base_option
def command(old: str, new: str, dry_run: bool, as_of: datetime | None, base: Base) -> None:
    from generator.editing.moving import MoveRefused, broken_by, move
    from generator.editing.saving import save
    from generator.examining import Examination, judged
    from generator.open_files import OpenFiles
    from generator.reading.disk import read_files
    from generator.reporting import report

    held, files, today = OpenFiles(base), read_files(base.root), day_of_check(as_of)

    def examine(files: Mapping[str, bytes]) -> Examination:
        return held.examine(files, today, jobs=base.memo.jobs)

    before = examine(files)
    try:
        changes = move(before.library, before.links, files, before.library.resolve(old).key or old, new)
    except MoveRefused as refused:
        raise SetupError(say(f"没有移动。{refused.wording.zh}", f"Not moved. {refused.wording.en}")) from None
    if broken := broken_by(changes, files, judged(before), lambda files: judged(examine(files))):
        click.echo(report(broken, base.root, "text", preferred()), err=True)
        raise SetupError(say("没有移动：搬过去会多出上面的问题。", "Not moved: it would bring the findings above."))
    for path in changes.written:
        click.echo(path)
    if dry_run:
        return
    save(base.root, {path: text.encode() for path, text in changes.written.items()}, changes.removed)
    click.echo(say(f"{old} 现在在 {new}，旧地址会自动转过去。", f"{old} is now at {new}; the old address leads there."))
