"""`kb search`: shows what readers find for a question, in the browser's order, and why."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from generator.base import Base
from generator.cli import SetupError, as_of_option, base_option, stop
from generator.dates import day_of_build
from generator.language import say, shown

if TYPE_CHECKING:
    from generator.search.engine import SearchResults


@click.command(
    "search",
    help=say(
        "看读者搜一句话会找到什么，顺序和网页上一样。\n\n例：kb search 催收打给我爸妈\n\n退出码：0 找到；1 一条也没有。",
        "What readers find for a question, in the same order as in the browser.\n\n"
        "Example: kb search 催收打给我爸妈\n\nExit code: 0 found, 1 nothing found.",
    ),
)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help=say("最多显示几条。", "How many results."),
)
@click.option("--section", default="", help=say("只看一类，如 应对策略。", "Only pages with this label."))
@click.option("--explain", is_flag=True, help=say("每条为什么排在这里。", "Why each result stands where it does."))
@as_of_option
@base_option
def command(
    words: tuple[str, ...], limit: int, section: str, explain: bool, as_of: datetime | None, base: Base
) -> None:
    from generator.search.engine import Ranking

    found = Ranking(_program(base, day_of_build(as_of))).search(" ".join(words), limit, section)
    if found.distress:
        click.echo(say("（网页会先显示求助卡）", "(The page shows the help card first.)"))
    for typed, meant in found.corrections:
        click.echo(say(f"“{typed}”按“{meant}”找", f"“{typed}” read as “{meant}”"))
    if found.hits and not found.is_here:
        click.echo(say("没有找到，最接近的是：", "Nothing found; the nearest are:"))
    for place, hit in enumerate(found.hits, 1):
        click.echo(shown(f"{place:2}. {hit.title}  {hit.address}  {hit.score:.2f}"))
        if place == 1:
            _say_what_answers(found)
        if explain:
            for part in hit.why:
                click.echo(f"      {part['typed']} → {part['found'].rstrip('=')}  {part['points']:.2f}")
    if not found.hits:
        click.echo(say("没有找到。", "Nothing found."))
        _tell_labels(section)
    if not found.is_here:
        stop(1)


def _say_what_answers(found: "SearchResults") -> None:
    """Say the sentence of the first page that answers, or the one that may."""
    if found.sentence:
        click.echo(shown(f"    {found.sentence}"))
    if found.passage:
        click.echo(shown(f"    {say('这页还写到：', 'It also says: ')}{found.passage}"))


def _tell_labels(section: str) -> None:
    """Say which labels there are, if none is called so."""
    from generator.content_types import CONTENT_TYPES

    labels = tuple(kind.label for kind in CONTENT_TYPES)
    if section and section not in labels:
        click.echo(
            say(
                f"没有“{section}”这一类，可以写：{'、'.join(labels)}。",
                f"No label {section}; there are: {', '.join(labels)}.",
            )
        )


def _program(base: Base, day: date | None) -> tuple[str, ...]:
    """The scripts of the search engine with the index, from the cache if nothing has changed."""
    from generator.reading.disk import read_files
    from generator.search.known import keep, recall

    files = read_files(base.root)
    known = recall(base, files, day)
    if known is None:
        known = _made(base, day)
        keep(base, files, day, known)
    return known


def _made(base: Base, day: date | None) -> tuple[str, ...]:
    from generator.examining import linked
    from generator.outputs import search
    from generator.rendering.inputs import Inputs
    from generator.search.scripts import program

    library, links = linked(base)
    if not library.documents:
        raise SetupError(say("还没有可以搜索的条目。", "There is nothing to search yet."))
    return program(search.outputs(Inputs.of(base, library, links, day)))
