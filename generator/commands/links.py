"""`kb links`: whether the outside links still answer. Uses the network, so it is for a scheduled run, never for a build."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import SetupError, root_option, stop
from generator.dates import day_of_check
from generator.language import say
from generator.progress import progress

if TYPE_CHECKING:
    from generator.linkcheck import Suppression


@click.command(
    "links",
    help=say(
        "外部网址还打得开吗。会联网，每个网站每秒最多问一次；中途停了，下次接着来。\n\n"
        "link-suppressions.txt 里写已知打不开的：网址 | 理由 | 到哪天为止。",
        "Whether outside links still answer. Uses the network, one request a second a host; a stopped run goes on.\n\n"
        "Known failures stand in link-suppressions.txt: address | reason | until.",
    ),
)
@click.option(
    "--list", "listing", is_flag=True, help=say("只列出网址，不联网。", "Only list the addresses; no network.")
)
@root_option
def command(listing: bool, root: Path) -> None:
    from generator.linkcheck import check, outside_links
    from generator.site import examine

    today = day_of_check(None)
    links = outside_links(examine(root, today).library)
    if listing:
        for link in links:
            click.echo(f"{link.address}  {', '.join(link.keys)}")
        return
    known = _suppressions(root, today)
    dead = 0
    with progress() as step:
        for link, answer in check(links, root / ".kb-cache" / "links.json", today):
            step(link.address)
            if not answer.alive and link.address not in known:
                dead += 1
                click.echo(f"{answer.status or answer.reason}  {link.address}  {', '.join(link.keys)}")
    click.echo(say(f"{len(links)} 个网址，{dead} 个打不开。", f"{len(links)} addresses, {dead} do not answer."))
    stop(1 if dead else 0)


def _suppressions(root: Path, today: date) -> "dict[str, Suppression]":
    from generator.linkcheck import suppressions

    path = root / "link-suppressions.txt"
    try:
        known = suppressions(path)
    except ValueError:
        raise SetupError(
            say(f"{path}：每行写 网址 | 理由 | 日期", f"{path}: each line is address | reason | date")
        ) from None
    return {item.address: item for item in known if item.until >= today}
