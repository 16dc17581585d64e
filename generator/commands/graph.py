"""`kb graph`: lists entries without links and entries that many depend on, or prints the whole graph."""

import click

from generator.base import Base
from generator.cli import base_option
from generator.language import say


@click.command(
    "graph",
    help=say(
        "条目之间怎么链接：哪些没有别的条目链接，哪些没有下一步，哪些条款引用得最多，哪些句子在几篇里几乎一样；也能导出 DOT、SVG、JSON。",
        "Show how entries are linked: orphans, dead ends, most cited clauses, repeated sentences; or print the whole graph "
        "as DOT, SVG or JSON.",
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "dot", "svg", "json")),
    default="text",
    show_default=True,
    help=say("输出格式。", "Form."),
)
@base_option
def command(form: str, base: Base) -> None:
    from generator.reviewing import graph
    from generator.reviewing.known import known
    from generator.reviewing.repetition import in_words, repetition

    if form != "text":
        from generator.examining import linked

        click.echo({"dot": graph.dot, "svg": graph.svg, "json": graph.as_json}[form](*linked(base)))
        return
    found, said = known(base, "graph", tuple, lambda *linked: (graph.summary(*linked), repetition(linked[0])))
    shown = [f"{len(each)}: {each[0].words} ({'、'.join(dict.fromkeys(s.key for s in each))})" for each in said.groups]
    for heading, names in (
        (say("没有条目链接到它", "orphans"), found.orphans),
        (say("看完没有下一步", "dead ends"), found.dead_ends),
        (say("引用最多的条款", "most cited clauses"), [f"{name} ({count})" for name, count in found.most_cited]),
        (say("提到最多的条目", "most named entries"), [f"{name} ({count})" for name, count in found.most_named]),
        (
            say("几篇里几乎一样的句子，最多的几组", "sentences nearly alike in several entries, largest groups"),
            shown[:10],
        ),
    ):
        click.echo(f"{heading}: {len(names)}")
        for name in names:
            click.echo(f"  {name}")
    click.echo(in_words(said))
