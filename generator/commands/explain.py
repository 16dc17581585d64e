"""`kb explain`: prints the page of a rule."""

from difflib import get_close_matches
from pathlib import Path

import click

from generator.cli import SetupError
from generator.language import say


def _codes(context: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    """For completion by the shell: the codes that begin with what has been typed."""
    from generator.rules import CODES

    return [code for code in CODES if code.startswith(typed.upper())]


@click.command(
    "explain",
    help=say(
        "说明一条规则：查什么、为什么、怎么改。CODE 如 KB301；不写就列出全部规则。",
        "Explain a rule: what it checks, why, how to fix it. CODE such as KB301; without one, list all rules.",
    ),
)
@click.argument("code", required=False, shell_complete=_codes)
def command(code: str | None) -> None:
    from generator.linting.rule import code_of, name_of
    from generator.reference import rule_page
    from generator.rules import CODES, all_rules, rule_of

    if code is None:
        for rule in all_rules():
            click.echo(f"{code_of(rule)}  {name_of(rule):34} {(rule.__doc__ or '').strip().splitlines()[0]}")
        return
    named = {name_of(rule).upper(): rule for rule in all_rules()}
    wanted = rule_of(code.upper()) if code.upper() in CODES else named.get(code.upper())
    if wanted is None:
        guess = get_close_matches(code.upper(), CODES, 1, 0.5)
        hint = say(f"是不是想看 {guess[0]}？", f"Did you mean {guess[0]}?") if guess else ""
        raise SetupError(say(f"没有规则 {code}。{hint}", f"There is no rule {code}. {hint}"))
    click.echo(rule_page(wanted, Path(__file__).parents[2]).split("-->\n\n", 1)[1].rstrip())
