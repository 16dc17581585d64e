"""`kb new`: writes a draft of a new entry, with a comment for each field."""

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.base import Base
from generator.cli import SetupError, as_of_option, base_option
from generator.dates import day_of_check
from generator.language import say, shown

if TYPE_CHECKING:
    from generator.editing.drafting import Beginning
    from generator.editing.submitted import Mistake
    from generator.entry import Entry
    from generator.reading.editors_words import TopicWords

REVIEW_DAYS = 182
"""Days until a new entry is due for review."""


def _kinds() -> "dict[str, type[Entry]]":
    """The content types that `kb new` can write, by name."""
    from generator.content_types import CONTENT_TYPES

    return {found.type_name(): found for found in CONTENT_TYPES if not found.by_hand}


def _kinds_named(context: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    """For completion by the shell: the types that begin with what has been typed."""
    return [name for name in _kinds() if name.startswith(typed)]


class _NamesTypes(click.Command):
    """Adds the names of the types to the help text only when it is shown, because that imports them all."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.help = (self.help or "").format(types=say("、", ", ").join(_kinds()))
        super().format_help_text(ctx, formatter)


def _topic_ids(names: tuple[str, ...], value: str) -> tuple[str, ...]:
    """The ids of topics given by number or id, separated by commas or spaces."""
    found = []
    for word in re.split(r"[,，、\s]+", value.strip()):
        if word.isdecimal() and 0 < int(word) <= len(names):
            found.append(names[int(word) - 1])
        elif word in names:
            found.append(word)
        elif word:
            guess = get_close_matches(word, names, 1)
            hint = guess[0] + "?" if guess else ", ".join(names)
            raise click.BadParameter(say(f"没有主题 {word}。{hint}", f"There is no topic {word}. {hint}"))
    return tuple(dict.fromkeys(found))


@click.command(
    "new",
    cls=_NamesTypes,
    help=say(
        "新建一个条目。在终端里会问标题、一句话答案和主题；也可以都用选项写上。\n\n"
        "TYPE 是类型（{types}），ID 是地址里的名字，如 talk-to-boss。\n\n"
        "例：kb new strategy talk-to-boss --title 怎么跟单位说",
        "Start a new entry. On a terminal it asks for title, one-sentence answer and topics; options answer them too.\n\n"
        "TYPE is the content type ({types}), ID its name in the address, such as talk-to-boss.\n\n"
        "Example: kb new strategy talk-to-boss --title 怎么跟单位说",
    ),
)
@click.argument("kind", metavar="[TYPE]", default="", shell_complete=_kinds_named)
@click.argument("name", metavar="[ID]", default="")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help=say(
        "别人在网页上填的表，存成的文件（- 是标准输入）。新条目、缺少的问题变成草稿；“内容有错”会指出在哪个文件、哪一行。",
        "A file with a form that someone filled in on the web (- is standard input). A new article or a question becomes "
        "a draft; of a mistake it says which line of which file is meant.",
    ),
)
@click.option("--title", help=say("标题，读者会问的话。", "Title, in the reader's words."))
@click.option("--answer", help=say("一句话答案。", "The answer in one sentence."))
@click.option(
    "--topics",
    help=say("主题，用逗号隔开，如 calls,rights。", "Topics, separated by commas, such as calls,rights."),
)
@as_of_option
@base_option
def command(
    kind: str,
    name: str,
    title: str | None,
    answer: str | None,
    topics: str | None,
    source: Path | None,
    as_of: datetime | None,
    base: Base,
) -> None:
    from generator.editing.submitted import Submitted, mistake, submitted
    from generator.reading.disk import read_files

    text = _issue(source) if source else ""
    if found := mistake(text):
        _point_at(found, read_files(base.root))
        return
    form = submitted(text) if source else Submitted()
    if source and form == Submitted():
        raise SetupError(_no_form(source))
    kind, name = _asked(kind or form.kind, name or form.name)
    title, answer = (title if title is not None else form.title or None), answer or form.answer or None
    content_type = _type(kind)
    path = _free_path(base.root, content_type, name)
    asking = sys.stdin.isatty() and not source
    beginning = _beginning(content_type, title, answer, topics, read_files(base.root), asking)
    beginning = replace(beginning, steps=form.steps, sections=form.sections)
    _write(base.root, path, content_type, beginning, day_of_check(as_of))


def _issue(source: Path) -> str:
    """The text of a submitted form, from a file or standard input."""
    try:
        return (sys.stdin.buffer.read() if str(source) == "-" else source.read_bytes()).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SetupError(say(f"{source} 不是 UTF-8 编码的文字。", f"{source} is no text in UTF-8.")) from None


def _no_form(source: Path) -> str:
    return say(
        f"{source} 里没有认得的表。把网页上那份表的全文存下来，连同“### 标题”这样的行。",
        f"No form that is known in {source}. Save the whole text of the issue, with lines such as “### 标题”.",
    )


def _not_in_file() -> str:
    return say(
        "  页面里没有找到报告里的话：可能已经改过，或者是别处生成的。打开文件，照报告找。",
        "  None of the report's words are in the file: it may have changed, or they come from elsewhere. Look for them.",
    )


def _point_at(found: "Mistake", files: Mapping[str, bytes]) -> None:
    """Prints which line of which file a mistake report is about."""
    from generator.editing.reported import like, place_of

    place = place_of(found, files)
    if place is None:
        guesses = "、".join(f"{name}（{title}）" for name, title in like(found, files))
        raise SetupError(
            shown(
                say(
                    f"没有找到“{found.page}”这一页。可能是：{guesses}。",
                    f"There is no page {found.page}. Perhaps: {guesses}.",
                )
            )
        )
    heading = say("有人说这里不对", "reported as wrong")
    click.echo(f"{place.path}:{place.line}:{place.column}: {heading}")
    click.echo(f"  {place.line} | {shown(place.source)}" if place.source else _not_in_file())
    click.echo(shown(say(f"  报告：{found.words}", f"  report: {found.words}")))
    click.echo(shown(say(f"  依据：{found.source or '没有写'}", f"  source: {found.source or 'none given'}")))
    click.echo(
        say(
            "先找原文核对，再改，把 reviewed 的 on 写成核对的那天，然后运行 kb check 和 kb diff。",
            "Check it against the original text, change it, set `on` of `reviewed`, then run kb check and kb diff.",
        )
    )


def _free_path(root: Path, content_type: "type[Entry]", name: str) -> Path:
    """The path of the new file. Raises `SetupError` for an invalid id or one that is taken."""
    from generator.entry import SLUG

    if not re.fullmatch(SLUG, name):
        raise SetupError(
            say(
                "ID 只能用小写字母、数字和连字符，如 keep-records。",
                "ID may hold lower-case letters, digits and hyphens only.",
            )
        )
    path = root / "content" / content_type.section / f"{name}.yaml"
    if os.path.lexists(path):
        raise SetupError(say(f"{path} 已经有了，没有改动它。", f"{path} exists already and was left alone."))
    return path


def _write(root: Path, path: Path, content_type: "type[Entry]", beginning: "Beginning", day: date) -> None:
    from generator.editing.drafting import draft
    from generator.editing.saving import save

    text = draft(content_type, path.stem, beginning, day, day + timedelta(days=REVIEW_DAYS))
    save(root, {path.relative_to(root).as_posix(): text.encode()})
    near = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    click.echo(
        say(
            f"写好了 {near}。接着用 kb serve 边写边看，用 kb check {near} 检查。",
            f"Wrote {near}. Next: kb serve to preview, kb check {near} to check.",
        )
    )
    for found, words in beginning.related:
        click.echo(say(f"  相近的条目：{found}  {words}", f"  related: {found}  {words}"))
    if beginning.related:
        click.echo(
            say(
                "  已经有一篇讲同一件事，就删掉新文件，改那一篇。",
                "  If one of them answers the same question, delete the new file and change that one.",
            )
        )


def _asked(kind: str, name: str) -> tuple[str, str]:
    """Type and id; asks for what is missing on a terminal."""
    if (not kind or not name) and not sys.stdin.isatty():
        raise SetupError(
            say(
                "写上类型和 ID，如 kb new strategy talk-to-boss。",
                "Give TYPE and ID, such as kb new strategy talk-to-boss.",
            )
        )
    if not kind:
        for found in _kinds().values():
            click.echo(f"  {found.type_name():12} {found.label}")
        kind = click.prompt(say("类型", "Type"), type=click.Choice(tuple(_kinds())), show_choices=False)
    if not name:
        name = click.prompt(
            say(
                "网址里的名字（小写英文和连字符，如 talk-to-boss）",
                "Id (lower-case letters and hyphens, such as talk-to-boss)",
            )
        )
    return kind, name


def _type(kind: str) -> "type[Entry]":
    kinds = _kinds()
    # A form may contain the name of the type, its label for readers, or both.
    meant = kinds.get(kind) or next((each for each in kinds.values() if each.label in kind.split()), None)
    if meant is None:
        raise SetupError(
            say(
                f"没有类型 {kind}。可以写：{'、'.join(kinds)}",
                f"There is no type {kind}. Use one of: {', '.join(kinds)}",
            )
        )
    return meant


def _beginning(
    content_type: "type[Entry]",
    title: str | None,
    answer: str | None,
    topics: str | None,
    files: Mapping[str, bytes],
    asking: bool,
) -> "Beginning":
    """The content for the draft: from the options, from questions on a terminal, and from a search for similar entries."""
    from generator.editing.drafting import Beginning, one_sentence
    from generator.editing.suggesting import suggestions
    from generator.reading.editors_words import read_all_words

    if title is not None and not title.strip():
        raise SetupError(say("标题不能是空的。", "The title must not be empty."))
    if title is None:
        if not asking:
            raise SetupError(say("写上 --title 标题。", "Give --title."))
        title = click.prompt(say("标题（读者会问的话）", "Title (in the reader's words)"))
    if answer is None and asking and one_sentence(content_type):
        answer = click.prompt(
            say("一句话答案（回车跳过）", "Answer in one sentence (Enter skips)"), "", show_default=False
        )
    chosen = _topics(read_all_words(files)[0].topics, topics, asking)
    related, clauses = suggestions(files, f"{title} {answer or ''}")
    return Beginning(title, answer or "", chosen, related, clauses)


def _topics(words: "TopicWords", given: str | None, asking: bool) -> tuple[str, ...]:
    """The ids of topics from the option, or chosen on a terminal."""
    read = partial(_topic_ids, words.ids)
    if given is not None or not asking:
        return read(given or "")
    for number, topic in enumerate(words.topics, 1):
        click.echo(f"  {number:2} {topic.id:14} {topic.name}")
    question = say("主题的编号，用逗号隔开（回车跳过）", "Numbers of topics, separated by commas (Enter skips)")
    chosen: tuple[str, ...] = click.prompt(question, "", value_proc=read, show_default=False)
    return chosen
