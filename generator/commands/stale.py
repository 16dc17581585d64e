"""`kb stale`: what is overdue for review, or will be soon."""

from datetime import datetime, timedelta
from pathlib import Path

import click

from generator.cli import root_option
from generator.dates import as_of_option, day_of_check
from generator.language import say


@click.command(
    "stale",
    help=say("哪些条目该复核了，按日期先后。", "Which entries are due for review, by date."),
)
@click.option(
    "--within", default=30, show_default=True, metavar="DAYS", help=say("往后看多少天。", "Days to look ahead.")
)
@as_of_option
@root_option
def command(within: int, as_of: datetime | None, root: Path) -> None:
    from generator.site import examine

    today = day_of_check(as_of)
    due = sorted(
        (document.entry.reviewed.due, document.path, document.entry.title) for document in examine(root, today).library
    )
    shown = [item for item in due if item[0] <= today + timedelta(days=within)]
    for day, path, title in shown:
        click.echo(f"{day}  {say('过期', 'overdue') if day < today else say('快到', 'soon'):8}{path}  {title}")
    click.echo(
        say(
            f"{within} 天内要复核 {len(shown)} 条，全部 {len(due)} 条。",
            f"{len(shown)} of {len(due)} entries are due within {within} days.",
        )
    )
