"""`kb new`: a new entry that is complete but for its prose."""

import re
import sys
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import SetupError, as_of_option, root_option
from generator.dates import day_of_check
from generator.entry import SLUG
from generator.language import say
from generator.topics import TOPICS

if TYPE_CHECKING:
    from generator.editing.drafting import Beginning
    from generator.entry import Entry

REVIEW_DAYS = 182
"""Days until a new entry is due for review."""


def _topics(value: str) -> tuple[str, ...]:
    """Topics by number or id, separated by commas or spaces."""
    names, found = list(TOPICS), []
    for word in re.split(r"[,，、\s]+", value.strip()):
        if word.isdecimal() and 0 < int(word) <= len(names):
            found.append(names[int(word) - 1])
        elif word in TOPICS:
            found.append(word)
        elif word:
            guess = get_close_matches(word, names, 1)
            hint = guess[0] + "?" if guess else ", ".join(names)
            raise click.BadParameter(say(f"没有主题 {word}。{hint}", f"There is no topic {word}. {hint}"))
    return tuple(dict.fromkeys(found))


@click.command(
    "new",
    help=say(
        "新建一个条目。在终端里会问标题、一句话答案和主题；也可以都用选项写上。\n\n"
        "TYPE 是类型（concept、process、effect、strategy、trend、myth、path、term、contact、source、parameter），"
        "ID 是地址里的名字，如 talk-to-boss。\n\n例：kb new strategy talk-to-boss --title 怎么跟单位说",
        "Start a new entry. On a terminal it asks for title, one-sentence answer and topics; options answer them too.\n\n"
        "TYPE is the content type, ID its name in the address, such as talk-to-boss.\n\n"
        "Example: kb new strategy talk-to-boss --title 怎么跟单位说",
    ),
)
@click.argument("kind", metavar="TYPE")
@click.argument("name", metavar="ID")
@click.option("--title", help=say("标题，读者会问的话。", "Title, in the reader's words."))
@click.option("--answer", help=say("一句话答案。", "The answer in one sentence."))
@click.option(
    "--topics",
    callback=lambda _context, _option, value: None if value is None else _topics(value),
    help=say("主题，用逗号隔开，如 calls,rights。", "Topics, separated by commas, such as calls,rights."),
)
@as_of_option
@root_option
def command(
    kind: str,
    name: str,
    title: str | None,
    answer: str | None,
    topics: tuple[str, ...] | None,
    as_of: datetime | None,
    root: Path,
) -> None:
    from generator.editing.drafting import draft

    content_type = _type(kind)
    if not re.fullmatch(SLUG, name):
        raise SetupError(say(
            "ID 只能用小写字母、数字和连字符，如 keep-records。", "ID may hold lower-case letters, digits and hyphens only."
        ))  # fmt: skip
    path = root / "content" / content_type.section / f"{name}.yaml"
    if path.exists():
        raise SetupError(say(f"{path} 已经有了，没有改动它。", f"{path} exists already and was left alone."))
    day = day_of_check(as_of)
    beginning = _beginning(content_type, title, answer, topics, root, day)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(draft(content_type, name, beginning, day, day + timedelta(days=REVIEW_DAYS)), "utf-8")
    click.echo(
        say(
            f"写好了 {path}。接着用 kb serve 边写边看，用 kb check {path} 检查。",
            f"Wrote {path}. Next: kb serve to preview, kb check {path} to check.",
        )
    )
    for found, words in beginning.related:
        click.echo(say(f"  相近的条目：{found}  {words}", f"  related: {found}  {words}"))


def _type(kind: str) -> "type[Entry]":
    from generator.content_types import CONTENT_TYPES

    kinds = {found.type_name(): found for found in CONTENT_TYPES if not found.by_hand}
    if kind not in kinds:
        raise SetupError(
            say(
                f"没有类型 {kind}。可以写：{'、'.join(kinds)}",
                f"There is no type {kind}. Use one of: {', '.join(kinds)}",
            )
        )
    return kinds[kind]


def _beginning(
    content_type: "type[Entry]",
    title: str | None,
    answer: str | None,
    topics: tuple[str, ...] | None,
    root: Path,
    day: date,
) -> "Beginning":
    """What the options say, what a person at the terminal answers to the rest, and what a search finds for it."""
    from generator.editing.drafting import Beginning, one_sentence
    from generator.editing.suggesting import suggestions
    from generator.examining import examine
    from generator.remembering.memo import PLAIN

    asking = sys.stdin.isatty()
    if title is None:
        if not asking:
            raise SetupError(say("写上 --title 标题。", "Give --title."))
        title = click.prompt(say("标题（读者会问的话）", "Title (in the reader's words)"))
    if answer is None and asking and one_sentence(content_type):
        answer = click.prompt(
            say("一句话答案（回车跳过）", "Answer in one sentence (Enter skips)"), "", show_default=False
        )
    if topics is None and asking:
        for number, (topic, (label, _)) in enumerate(TOPICS.items(), 1):
            click.echo(f"  {number:2} {topic:14} {label}")
        question = say("主题的编号，用逗号隔开（回车跳过）", "Numbers of topics, separated by commas (Enter skips)")
        topics = click.prompt(question, "", value_proc=_topics, show_default=False)
    related, clauses = suggestions(root, examine(root, day), day, f"{title} {answer or ''}", PLAIN)
    return Beginning(title, answer or "", tuple(topics or ()), related, clauses)
