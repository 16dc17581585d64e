"""`kb diff`: reports what has changed for readers since a revision, gravest changes first."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from generator.base import Base
from generator.cli import SetupError, base_option
from generator.dates import day_of_check
from generator.language import say

if TYPE_CHECKING:
    from generator.examining import Examination
    from generator.reviewing.comparing import Change

FORMS = ("text", "markdown", "json", "classes")
LOOK = ("site_templates", "mkdocs.yml")
"""Paths that decide how pages look, besides the content."""
PROGRAM = ("generator", "requirements.lock")
"""Paths of the program, which can change every page and is reviewed as code."""


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
    help=say(
        "输出格式；markdown 用来贴在 PR 里，classes 只写出有哪几类变化。",
        "Form; markdown is for a pull request's comment, classes names only the classes of the changes.",
    ),
)
@click.option(
    "--files",
    metavar="URL",
    default="",
    help=say("文件在网上的地址，用来链到行。", "Where files are on the web, to link to lines."),
)
@click.option(
    "--pages",
    metavar="URL",
    default="",
    help=say("预览网站的地址，用来链到页面。", "Where a preview is, to link to pages."),
)
@base_option
def command(revision: str, form: str, files: str, pages: str, base: Base) -> None:
    from generator.reviewing.change_report import Addresses, as_markdown, as_text, notes

    compared = _compare(base, revision)
    changes = compared.changes
    if form == "json":
        click.echo(
            json.dumps(
                {**vars(compared), "changes": [vars(change) for change in changes]}, ensure_ascii=False, indent=2
            )
        )
    elif form == "classes":
        for risk in dict.fromkeys(change.risk for change in changes):
            click.echo(risk)
    else:
        said = notes(compared.new_hosts, compared.unread, compared.drafts, compared.program, compared.unsaid)
        click.echo(
            as_markdown(changes, said, Addresses(files, pages)) if form == "markdown" else as_text(changes, said)
        )


@dataclass(frozen=True)
class Compared:
    """All differences: the changes, new outside hosts, unreadable files, changed drafts, changed files of the program, and
    entries with a new review date but no note on what changed.
    """

    changes: "tuple[Change, ...]"
    new_hosts: tuple[str, ...]
    unread: tuple[str, ...]
    drafts: tuple[str, ...]
    program: tuple[str, ...]
    unsaid: tuple[str, ...]


def _compare(base: Base, revision: str) -> Compared:
    from generator.reviewing.history import NoHistory

    try:
        return _compared(base, revision)
    except NoHistory as no:
        raise SetupError(say(f"读不到版本 {revision}：{no}", f"Cannot read revision {revision}: {no}")) from None


def _compared(base: Base, revision: str) -> Compared:
    from generator.editing.fixing import keeps_unread
    from generator.open_files import OpenFiles
    from generator.reading.disk import key_of, read_files
    from generator.reviewing.comparing import changed_drafts, compare, new_hosts, unsaid
    from generator.reviewing.grading import RISKS
    from generator.reviewing.history import changed_since, content_at
    from generator.reviewing.word_lists import compare_words

    new_files = read_files(base.root)
    old_files = content_at(base.root, revision, new_files)
    held, today = OpenFiles(base), day_of_check(None)
    old, new = (held.examine(files, today, drafts=False, jobs=base.memo.jobs) for files in (old_files, new_files))
    faults = (*old.content.faults, *new.content.faults)
    unread = tuple(sorted({fault.path for fault in faults if keeps_unread(fault)}))
    besides = changed_since(base.root, revision, *LOOK, *PROGRAM)
    program = tuple(sorted(path for path in besides if path.startswith(PROGRAM)))
    changes = [
        *compare(old, new, frozenset(map(key_of, unread))),
        *compare_words(old_files, new_files),
        *(_appearance(base, revision, look, new) if (look := besides.difference(program)) else ()),
    ]
    ranked = tuple(sorted(changes, key=lambda change: RISKS.index(change.risk)))
    hosts, drafts = new_hosts(old.library, new.library), changed_drafts(old, new)
    return Compared(ranked, hosts, unread, drafts, program, unsaid(old, new))


def _appearance(base: Base, revision: str, changed: frozenset[str], now: "Examination") -> "Iterator[Change]":
    """How changed templates, styles and settings change the pages of the present content."""
    from generator.hosting.settings import HostError
    from generator.preview.appearance import compare_appearance
    from generator.preview.ondemand import OnDemand
    from generator.reviewing.comparing import Change

    with TemporaryDirectory() as folder:
        former = _former(base.root, revision, Path(folder))
        before, after = (
            OnDemand(Base(place, base.memo), now.library, now.links, None) for place in (former, base.root)
        )
        try:
            yield from compare_appearance(changed, before, after)
        except HostError as error:
            key = ", ".join(sorted(changed))
            yield Change("changed", "wording", key, key, after=str(error))


def _former(root: Path, revision: str, folder: Path) -> Path:
    """A temporary base with the templates, styles and settings of a revision."""
    from generator.reviewing.history import files_at

    # Files that are new since, such as the template of a new type, are taken from now; older ones cannot depend on them.
    if (root / "site_templates").is_dir():
        shutil.copytree(root / "site_templates", folder / "site_templates")
    for path, data in files_at(root, revision, *LOOK).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder
