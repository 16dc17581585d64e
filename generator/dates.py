"""The day that a command works as of. This is the only module that reads the clock."""

import os
from datetime import UTC, date, datetime, timedelta, timezone

import click

from generator.language import say

_FIRST = timezone(timedelta(hours=14))
"""The earliest time zone (UTC+14): a review dated today anywhere on earth is not in the future."""


def day_of_check(as_of: datetime | None) -> date:
    """The day that findings are judged by: `as_of` if given, else today."""
    return as_of.date() if as_of else datetime.now(_FIRST).date()


def day_of_build(as_of: datetime | None) -> date | None:
    """The day that a site is built as of: `as_of` if given, else `SOURCE_DATE_EPOCH`, else None (the newest review
    decides).
    """
    if as_of:
        return as_of.date()
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else None
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(
            say(
                f"SOURCE_DATE_EPOCH 要写成 1970 年以来的秒数，写的是 {epoch}。",
                f"SOURCE_DATE_EPOCH is to be seconds since 1970, not {epoch}.",
            )
        ) from None
