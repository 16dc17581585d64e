"""`kb impact`: lists the entries that depend on a source, a clause, a parameter or another entry."""

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from generator.base import Base
from generator.cli import SetupError, addresses, base_option, slashed
from generator.language import say, shown

if TYPE_CHECKING:
    from generator.linking.links import Links
    from generator.reading.library import Library
    from generator.reviewing.impact import Reached


@click.command(
    "impact",
    help=say(
        "哪些条目依据某个来源或条款、用到某个参数。法律改了、数字变了，先看这个。也可以写条目。\n\n例：kb impact civil-code:188",
        "List the entries that depend on a source, a clause or a parameter (or on another entry): what to look at when a "
        "law or a number changes.\n\nExample: kb impact civil-code:188",
    ),
)
@click.argument("name", metavar="SOURCE[:CLAUSE]", callback=slashed, shell_complete=addresses)
@click.option("--json", "as_json", is_flag=True, help=say("输出 JSON。", "Print JSON."))
@base_option
def command(name: str, as_json: bool, base: Base) -> None:
    import json

    from generator.reviewing.impact import impact
    from generator.reviewing.known import known

    def reached(library: "Library", links: "Links") -> "tuple[tuple[Reached, str], ...]":
        return tuple((each, library[each.key].entry.title) for each in impact(library, links, name))

    try:
        found = known(base, f"impact {name}", tuple, reached)
    except KeyError as unknown:
        from generator.examining import linked

        guess = _meant(linked(base).library, name.partition(":")[0])
        none = say(f"没有 {unknown.args[0]}。", f"There is no {unknown.args[0]}. ")
        raise SetupError(shown(none + _instead(guess))) from None
    if as_json:
        click.echo(json.dumps([vars(item) for item, _ in found], ensure_ascii=False, indent=2))
        return
    for item, title in found:
        click.echo(shown(f"{'  ' * item.steps}{item.key}  {title}  ← {item.through}"))
    click.echo(say(f"共 {len(found)} 个条目。", f"{len(found)} entries."))


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
