"""The only place that reads the clock: which day a command works as of."""

import os
from datetime import UTC, date, datetime


def day_of_check(as_of: datetime | None) -> date:
    """The day findings are judged by: the one asked for, else today."""
    return as_of.date() if as_of else datetime.now().date()


def day_of_build(as_of: datetime | None) -> date | None:
    """The day a site is built as of: the one asked for, else `SOURCE_DATE_EPOCH`, else left to the content."""
    if as_of:
        return as_of.date()
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else None
