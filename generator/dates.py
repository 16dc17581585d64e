"""The only place that reads the clock: which day a command works as of."""

import os
from datetime import UTC, date, datetime

import click

from generator.language import say


def as_of_option(function: click.decorators.FC) -> click.decorators.FC:
    """`--as-of DATE`: work as if today were that day."""
    return click.option(
        "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
        help=say("当作今天是这一天，如 2027-01-01。", "Work as if today were this day, such as 2027-01-01."),
    )(function)  # fmt: skip


def day_of_check(as_of: datetime | None) -> date:
    """The day findings are judged by: the one asked for, else today."""
    return as_of.date() if as_of else datetime.now().date()


def day_of_build(as_of: datetime | None) -> date | None:
    """The day a site is built as of: the one asked for, else `SOURCE_DATE_EPOCH`, else left to the content."""
    if as_of:
        return as_of.date()
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else None
