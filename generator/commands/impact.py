"""`kb impact`: lists the entries that depend on a source, a clause, a parameter or another entry."""

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from generator.base import Base
from generator.cli import SetupError, base_option, slashed
from generator.language import say, shown

if TYPE_CHECKING:
    from generator.reading.library import Library


@click.command(
    "impact",
    help=say(
        "哪些条目依据某个来源或条款、用到某个参数。法律改了、数字变了，先看这个。也可以写条目。\n\n例：kb impact civil-code:188",
        "List the entries that depend on a source, a clause or a parameter (or on another entry): what to look at when a "
        "law or a number changes.\n\nExample: kb impact civil-code:188",
    ),
)
@click.argument("name", metavar="SOURCE[:CLAUSE]", callback=slashed)
@click.option("--json", "as_json", is_flag=True, help=say("输出 JSON。", "Print JSON."))
@base_option
def command(name: str, as_json: bool, base: Base) -> None:
    import json

    from generator.examining import linked
    from generator.reviewing.impact import impact

    library, links = linked(base)
    try:
        reached = impact(library, links, name)
    except KeyError as unknown:
        guess = _meant(library, name.partition(":")[0])
        none = say(f"没有 {unknown.args[0]}。", f"There is no {unknown.args[0]}. ")
        raise SetupError(shown(none + _instead(guess))) from None
    if as_json:
        click.echo(json.dumps([vars(item) for item in reached], ensure_ascii=False, indent=2))
        return
    for item in reached:
        title = library[item.key].entry.title
        click.echo(shown(f"{'  ' * item.steps}{item.key}  {title}  ← {item.through}"))
    click.echo(say(f"共 {len(reached)} 个条目。", f"{len(reached)} entries."))


def _instead(guess: str) -> str:
    """The advice for an unknown name."""
    if guess:
        return say(f"是不是想写 {guess}？", f"Did you mean {guess}?")
    return say(
        "写 content/sources/ 或 content/parameters/ 里的 id。",
        "Give an id from content/sources/ or content/parameters/.",
    )


def _meant(library: "Library", name: str) -> str:
    """The id that was probably meant: a similar one, or that of the entry with the shortest title that contains the
    name.
    """
    entries = [document.entry for document in library if document.entry.risk == "law"]
    titles = sorted(
        (len(entry.title), entry.id) for entry in entries if any(name in each for each in (entry.title, *entry.aliases))
    )
    close = get_close_matches(name, [entry.id for entry in entries], 1)
    return next(iter(close), titles[0][1] if titles and name else "")
