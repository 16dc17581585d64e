"""`kb diff`: what a change means for readers, gravest first."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import SetupError, root_option
from generator.dates import day_of_check
from generator.language import say, shown

if TYPE_CHECKING:
    from generator.reviewing.comparing import Change

FORMS = ("text", "markdown", "json")


@click.command(
    "diff",
    help=say(
        "和某个版本相比，读者看到的东西变了什么：条目、说法、引用、数字、求助渠道。按轻重排列，写明影响到哪些页面。\n\nREV 默认是 HEAD。",
        "What changed for readers since a revision: entries, claims, citations, numbers, contacts; gravest first, with "
        "the pages each reaches.\n\nREV defaults to HEAD.",
    ),
)
@click.argument("revision", metavar="[REV]", default="HEAD")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    show_default=True,
    help=say("输出格式；markdown 用来贴在 PR 里。", "Form; markdown is for a pull request's comment."),
)
@root_option
def command(revision: str, form: str, root: Path) -> None:
    from generator.editing.fixing import keeps_unread
    from generator.examining import examine, examine_files
    from generator.reviewing.comparing import compare, new_hosts
    from generator.reviewing.history import NoHistory, content_at

    today = day_of_check(None)
    try:
        old = examine_files(content_at(root, revision), today)
    except NoHistory as no:
        raise SetupError(say(f"读不到版本 {revision}：{no}", f"Cannot read revision {revision}: {no}")) from None
    new = examine(root, today)
    unread = tuple(sorted({f.path for f in (*old.findings, *new.findings) if keeps_unread(f)}))
    changes = compare(old, new, frozenset(path.removeprefix("content/").rpartition(".")[0] for path in unread))
    hosts = new_hosts(old.library, new.library)
    if form == "json":
        found = {"changes": [vars(change) for change in changes], "new_hosts": hosts, "unread": unread}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        click.echo((_markdown if form == "markdown" else _text)(changes, _notes(hosts, unread)))


KINDS = {
    "added": ("新增", "added"),
    "removed": ("删除", "removed"),
    "moved": ("搬家", "moved"),
    "changed": ("改动", "changed"),
}
RISK = {
    "safety": ("危机与求助", "safety"), "law": ("法律与来源", "law"), "fact": ("事实与数字", "fact"),
    "wording": ("说法", "wording"), "typo": ("错字", "typo"),
}  # fmt: skip


LONGEST = 60_000
"""Characters of a Markdown report: GitHub takes no comment of more than 65,536."""


def _notes(hosts: Sequence[str], unread: Sequence[str]) -> list[str]:
    return [
        *(say(f"新的外部网站：{host}", f"new outside host: {host}") for host in map(shown, hosts)),
        *(say(f"读不出来，没有比较：{path}", f"cannot be read, not compared: {path}") for path in map(shown, unread)),
    ]


def _text(changes: "Sequence[Change]", notes: Sequence[str]) -> str:
    lines = []
    for change in changes:
        lines.append(
            f"[{say(*RISK[change.risk])}] {say(*KINDS[change.kind])} "
            f"{shown(f'{change.key} {change.title} {change.place}')}".rstrip()
        )
        lines += [f"  {sign} {shown(words)}" for sign, words in (("-", change.before), ("+", change.after)) if words]
        lines += [f"  {say('影响', 'reaches')}: {', '.join(change.reaches)}"] if change.reaches else []
    return "\n".join([*lines, *notes]) or say("对读者没有变化。", "Nothing changes for readers.")


def _markdown(changes: "Sequence[Change]", notes: Sequence[str]) -> str:
    lines = ["<!-- kb diff -->", say("### 读者会看到的变化", "### What changes for readers"), ""]
    lines += [f"- {note}" for note in notes] + [""] if notes else []
    length, left = 0, 0
    for risk, names in RISK.items():
        rows = [_row(change) for change in changes if change.risk == risk]
        shown = [row for row in rows if (length := length + len(row)) < LONGEST]
        left += len(rows) - len(shown)
        if shown:
            head = say("| 条目 | 位置 | 之前 | 之后 | 影响 |", "| entry | place | before | after | reaches |")
            lines += [f"**{say(*names)}** ({len(rows)})", "", head, "|---|---|---|---|---|", *shown, ""]
    if left:
        lines.append(say(f"还有 {left} 处，运行 kb diff 看。", f"{left} more; run kb diff to see them."))
    return "\n".join(lines if changes or notes else [*lines, say("没有。", "Nothing.")])


def _row(change: "Change") -> str:
    reaches = " ".join(_code(key) for key in change.reaches[:REACHED])
    if len(change.reaches) > REACHED:
        reaches += say(f" 等 {len(change.reaches)} 个", f" and {len(change.reaches) - REACHED} more")
    place = change.place or say(*KINDS[change.kind])
    cells = (_name(change.title), _code(change.key), _name(place), _code(change.before), _code(change.after), reaches)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in (f"{cells[0]} {cells[1]}", *cells[2:])) + " |"


REACHED = 8
"""At most so many reached entries stand in a row; their number is told."""


_PLAIN = re.compile(r"[\w ，。？！、：；（）“”《》·….-]*")


def _name(words: str) -> str:
    """A title as it is, when it holds nothing that means something in a comment; else as code."""
    return words if _PLAIN.fullmatch(words) else _code(words)


def _code(words: str) -> str:
    """The words as code, whatever they hold: `[@source]` in a comment would call for a person of that name."""
    words = shown(re.sub(r"\s+", " ", words)).strip()
    fence = "`" * (max(map(len, re.findall("`+", words)), default=0) + 1)
    edge = " " if words[:1] == "`" or words[-1:] == "`" else ""
    return f"{fence}{edge}{words}{edge}{fence}" if words else ""
