"""`kb stale`: lists what is overdue or due soon; with `--changes`, also upcoming changes of laws and numbers."""

import json
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from generator.base import Base
from generator.cli import as_of_option, base_option
from generator.dates import day_of_check
from generator.language import say, shown

if TYPE_CHECKING:
    from generator.reviewing.schedule import Event

KINDS = {
    "review": ("复核", "review"),
    "contact": ("核实渠道", "verify contact"),
    "exception": ("例外到期", "exception ends"),
    "begins": ("开始施行", "in force"),
    "ends": ("失效", "ends"),
    "value": ("数字变", "value changes"),
}


def _days(context: click.Context, parameter: click.Parameter, value: str) -> int:
    """Parses a number of days, written as 30 or 30d."""
    words = value.removesuffix("d")
    if not words.isdecimal():
        raise click.BadParameter(
            say(f"{value} 不是天数，写成 30 或 30d。", f"{value} is no number of days; write 30 or 30d.")
        )
    if len(words) > 5:
        raise click.BadParameter(say("最多看 99999 天。", "Look ahead 99999 days at most."))
    return int(words)


@click.command(
    "stale",
    help=say(
        "哪些条目该复核了、哪些求助渠道该核实了、哪些规则例外到期了，按日期先后。\n\n"
        "加上 --changes，还列出哪天有法规施行或失效、哪天数字会变，会影响哪些条目。",
        "List by date which entries are due for review, which contacts for verification, which exceptions end.\n\n"
        "With --changes also the days on which laws begin or end and numbers change, and the entries that depend on them.",
    ),
)
@click.option(
    "--within",
    default="30",
    callback=_days,
    show_default=True,
    metavar="DAYS",
    help=say("往后看多少天。", "Days to look ahead."),
)
@click.option("--changes", is_flag=True, help=say("也列出法规和数字的变化。", "List changes of law and numbers too."))
@click.option("--json", "as_json", is_flag=True, help=say("输出 JSON。", "Print JSON."))
@as_of_option
@base_option
def command(within: int, changes: bool, as_json: bool, as_of: datetime | None, base: Base) -> None:
    from generator.reviewing.known import known
    from generator.reviewing.schedule import DUE, schedule

    today = day_of_check(as_of)
    events = [
        event
        for event in known(base, "schedule", tuple, schedule)
        if event.on <= today + timedelta(days=within) and (event.kind in DUE or (changes and event.on > today))
    ]
    if as_json:
        rows = [{**vars(event), "on": str(event.on), "overdue": event.on < today} for event in events]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for event in events:
        _tell(event, today)
    late = sum(event.on < today for event in events)
    click.echo(
        say(
            f"{within} 天内 {len(events)} 件，其中 {late} 件已过期。",
            f"{len(events)} within {within} days, {late} overdue.",
        )
    )


def _tell(event: "Event", today: date) -> None:
    """Prints an event, and the entries that depend on it."""
    overdue = say("（已过期）", " (overdue)") if event.on < today else ""
    words = f"  {event.words}" if event.words else ""
    click.echo(shown(f"{event.on}  {say(*KINDS[event.kind])}{overdue}  {event.path}  {event.title}{words}"))
    if event.reaches:
        click.echo(f"            {say('影响', 'reaches')}: {', '.join(event.reaches)}")
