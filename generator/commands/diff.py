"""`kb diff`: what a change means for readers, gravest first."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import SetupError, root_option
from generator.dates import day_of_check
from generator.language import say

if TYPE_CHECKING:
    from generator.comparing import Change

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
    from generator.comparing import compare, new_hosts
    from generator.history import NoHistory, content_at
    from generator.site import examine, examine_files

    today = day_of_check(None)
    try:
        old = examine_files(content_at(root, revision), today, drafts=True)
    except NoHistory as no:
        raise SetupError(say(f"读不到版本 {revision}：{no}", f"Cannot read revision {revision}: {no}")) from None
    new = examine(root, today, drafts=True)
    changes, hosts = compare(old.library, new.library, new.links), new_hosts(old.library, new.library)
    if form == "json":
        click.echo(
            json.dumps(
                {"changes": [vars(change) for change in changes], "new_hosts": hosts}, ensure_ascii=False, indent=2
            )
        )
    else:
        click.echo((_markdown if form == "markdown" else _text)(changes, hosts))


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


def _text(changes: "Sequence[Change]", hosts: Sequence[str]) -> str:
    lines = []
    for change in changes:
        lines.append(
            f"[{say(*RISK[change.risk])}] {say(*KINDS[change.kind])} {change.key} {change.title} {change.place}".rstrip()
        )
        lines += [f"  {sign} {words}" for sign, words in (("-", change.before), ("+", change.after)) if words]
        lines += [f"  {say('影响', 'reaches')}: {', '.join(change.reaches)}"] if change.reaches else []
    lines += [say(f"新的外部网站：{host}", f"new outside host: {host}") for host in hosts]
    return "\n".join(lines) or say("对读者没有变化。", "Nothing changes for readers.")


def _markdown(changes: "Sequence[Change]", hosts: Sequence[str]) -> str:
    lines = ["<!-- kb diff -->", say("### 读者会看到的变化", "### What changes for readers"), ""]
    for risk, names in RISK.items():
        rows = [change for change in changes if change.risk == risk]
        if rows:
            lines += [
                f"**{say(*names)}** ({len(rows)})",
                "",
                say("| 条目 | 位置 | 之前 | 之后 |", "| entry | place | before | after |"),
                "|---|---|---|---|",
            ]
            lines += [_row(change) for change in rows] + [""]
    lines += [say("新的外部网站，请看一眼：", "New outside hosts, please look: ") + ", ".join(hosts)] if hosts else []
    return "\n".join(lines if changes or hosts else [*lines, say("没有。", "Nothing.")])


def _row(change: "Change") -> str:
    cells = (f"{change.title} `{change.key}`", change.place or say(*KINDS[change.kind]), change.before, change.after)
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
