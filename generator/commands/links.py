"""`kb links`: checks whether the outside links still answer.

It uses the network, so it is meant for scheduled runs and is never part of a build.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from generator.base import Base
from generator.cli import SetupError, as_of_option, base_option, stop
from generator.dates import day_of_check
from generator.language import say, shown
from generator.progress import progress

if TYPE_CHECKING:
    from generator.reviewing.outside_links import OutsideLink, Response, Suppression

FILE = "link-suppressions.txt"
MEMORY = "links.json"
"""Name of the file with earlier answers, in the cache folder."""


@click.command(
    "links",
    help=say(
        "外部网址还打得开吗。会联网，每个网站每秒最多问一次；中途停了，下次接着来。\n\n"
        "link-suppressions.txt 里写已知打不开的：网址 | 理由 | 到哪天为止。\n\n退出码：0 都打得开，1 有打不开的，2 设置不对。",
        "Check whether outside links still answer. Uses the network, at most one request a second to a host; an "
        "interrupted run continues next time.\n\nKnown failures are listed in link-suppressions.txt: address | reason | until.\n\n"
        "Exit code: 0 all answer, 1 some are dead, 2 wrong set-up.",
    ),
)
@click.option(
    "--list", "listing", is_flag=True, help=say("只列出网址，不联网。", "Only list the addresses; no network.")
)
@click.option(
    "--pause",
    default=1.0,
    show_default=True,
    help=say("同一个网站两次之间等几秒。", "Seconds between requests to one host."),
)
@click.option(
    "--timeout", default=20.0, show_default=True, help=say("等回答最多几秒。", "Seconds to wait for an answer.")
)
@click.option(
    "--private",
    is_flag=True,
    help=say("内部网络里的网址也去连。", "Also ask hosts of private networks, which are refused otherwise."),
)
@as_of_option
@base_option
def command(listing: bool, pause: float, timeout: float, private: bool, as_of: datetime | None, base: Base) -> None:
    from generator.examining import linked
    from generator.remembering.place import folder_of
    from generator.reviewing.outside_links import Manners, check, outside_links

    today = day_of_check(as_of)
    links = outside_links(linked(base)[0])
    if listing:
        for link in links:
            click.echo(f"{link.address}  {', '.join(link.keys)}")
        return
    known = _suppressions(base)
    folder = folder_of(base.root)
    dead = 0
    with progress() as step:
        for link, answer in check(links, folder and folder / MEMORY, today, Manners(pause, timeout, private)):
            step(link.address)
            said = _said(link, answer, known.get(link.address), today)
            dead += not answer.alive and not _excused(known.get(link.address), today)
            if said:
                click.echo(shown(said))
    click.echo(say(f"{len(links)} 个网址，{dead} 个打不开。", f"{len(links)} addresses, {dead} do not answer."))
    stop(1 if dead else 0)


def _said(link: "OutsideLink", answer: "Response", known: "Suppression | None", today: date) -> str:
    """The line to print for a link that is dead, redirects, or no longer needs its suppression; empty otherwise."""
    names = ", ".join(link.keys)
    if answer.alive and known:
        return say(
            f"{link.address}  打得开了，可以从 {FILE} 里删掉", f"{link.address}  answers again: take it out of {FILE}"
        )
    if answer.led_to:
        return f"{link.address}  → {answer.led_to}  {names}"
    if answer.alive or _excused(known, today):
        return ""
    expired = say(f"（例外到 {known.until} 为止）", f" (excused until {known.until})") if known else ""
    return f"{answer.status or answer.reason}  {link.address}  {names}{expired}"


def _excused(known: "Suppression | None", today: date) -> bool:
    return known is not None and known.until >= today


def _suppressions(base: Base) -> "dict[str, Suppression]":
    from generator.reviewing.outside_links import suppressions

    try:
        return {item.address: item for item in suppressions(base.root / FILE)}
    except ValueError as wrong:
        raise SetupError(
            say(
                f"{FILE} 第 {wrong} 行要写成：网址 | 理由 | 日期（如 2027-06-30）",
                f"{FILE}, line {wrong}: write address | reason | date, such as 2027-06-30",
            )
        ) from None
