"""`kb impact`: which pages, contacts and parameters depend on a source or a clause."""

from difflib import get_close_matches

import click

from generator.base import Base
from generator.cli import SetupError, base_option, slashed
from generator.language import say, shown


@click.command(
    "impact",
    help=say(
        "哪些条目建立在某个来源、条款或参数上。法律改了、数字变了，先看这个。\n\n例：kb impact civil-code:188",
        "What rests on a source, a clause or a parameter: what to look at when a law or a number changes.\n\n"
        "Example: kb impact civil-code:188",
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
        names = [document.entry.id for document in library if document.entry.risk == "law"]
        guess = get_close_matches(name.partition(":")[0], names, 1)
        raise SetupError(
            say(f"没有 {unknown.args[0]}。", f"There is no {unknown.args[0]}. ") + (guess[0] + "?" if guess else "")
        ) from None
    if as_json:
        click.echo(json.dumps([vars(item) for item in reached], ensure_ascii=False, indent=2))
        return
    for item in reached:
        title = library[item.key].entry.title
        click.echo(shown(f"{'  ' * item.steps}{item.key}  {title}  ← {item.through}"))
    click.echo(say(f"共 {len(reached)} 个条目。", f"{len(reached)} entries."))
