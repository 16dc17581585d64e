"""`kb check`: reports every finding with its place and what to write instead; `--fix` applies safe fixes."""

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.base import Base
from generator.cli import SetupError, Slashed, as_of_option, base_option, jobs_option, stop
from generator.dates import day_of_check
from generator.diagnostics import LANGUAGES, Diagnostic, Language
from generator.language import preferred, say
from generator.linting.known import recall
from generator.reading.disk import content_files, read_files
from generator.reporting import FORMATS, Format, count, report, severity_of

if TYPE_CHECKING:
    from generator.reviewing.comparing import Change

QUIET = 100
"""Milliseconds after which a watch says that nothing has changed."""


@click.command(
    "check",
    help=say(
        "检查条目，逐条说出哪一行错了、该写什么。\n\nPATHS 是要看的文件或文件夹；不写就看全部。每次都会读整个知识库，所以跨条目的错误也查得到。\n\n"
        "退出码：0 没有错误；1 有错误；2 运行环境有问题。",
        "Check the entries and say for each fault its line and what to write instead.\n\n"
        "PATHS limits what is shown to files or folders; the whole library is always read, so faults across entries "
        "are found too.\n\nExit code: 0 no errors, 1 errors, 2 wrong set-up.",
    ),
)
@click.argument("paths", nargs=-1, type=Slashed(path_type=Path, exists=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help=say("输出格式：给人看、给程序看、标在 PR 上、上传到代码扫描。", "Form of the report."),
)
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=preferred,
    help=say("说明用中文还是英文。默认看系统语言。", "Language of messages. Default: the locale's."),
)
@click.option(
    "--changed",
    metavar="REV",
    is_flag=False,
    flag_value="HEAD",
    default=None,
    help=say(
        "只看和某个版本（默认 HEAD）不同的文件，以及因此在别处多出来的问题。",
        "Only files that differ from a revision (default HEAD), and what that breaks elsewhere.",
    ),
)
@click.option("--quiet", "-q", is_flag=True, help=say("只显示错误，不显示提醒。", "Show errors only, no warnings."))
@click.option(
    "--fix",
    "fixing",
    is_flag=True,
    help=say(
        "改掉可以放心改的（标点、空格、旧 id 等），其余不动。", "Write the safe fixes; everything else stays as it is."
    ),
)
@click.option(
    "--diff",
    "showing",
    is_flag=True,
    help=say("只显示 --fix 会改什么，不写文件。", "Show what --fix would change; write nothing."),
)
@click.option(
    "--statistics",
    is_flag=True,
    help=say(
        "只数每条规则各有多少个问题，还有几乎一样的句子。",
        "Only count the findings of each rule, and sentences said twice.",
    ),
)
@click.option(
    "--watch",
    is_flag=True,
    help=say("文件一改就再检查一次，按 Ctrl-C 停。", "Check again whenever a file changes; Ctrl-C ends it."),
)
@jobs_option
@as_of_option
@base_option
def command(
    paths: tuple[Path, ...],
    form: Format,
    lang: Language,
    changed: str | None,
    quiet: bool,
    jobs: int,
    fixing: bool,
    showing: bool,
    statistics: bool,
    watch: bool,
    as_of: datetime | None,
    base: Base,
) -> None:
    day, base = day_of_check(as_of), base.on(jobs)
    _refuse_outside(base.root, paths)
    _refuse_empty(base.root)
    asked = _Asked(base.root, (*(path.resolve() for path in paths), *_changed(base.root, changed)), quiet, form, lang)
    if changed and not asked.places:
        click.echo(_no_difference(changed) if form == "text" else asked.report(()))
        return
    if fixing or showing:
        _fix(base, day, asked, write=not showing)
    if watch and not showing:
        _watch(base.root, lambda: click.echo(asked.report(asked.told(_findings(base, day)))))
    elif not showing:
        found = _findings(base, day)
        told = asked.told(found, _caused(base, changed, day, found) if changed else ())
        counted = _statistics(told, base, lang) if statistics else ""
        _tell(base, asked, told, counted or asked.report(told) + _reminder(base, day, asked, changed or "HEAD"))


def _no_difference(revision: str) -> str:
    return say(f"和 {revision} 相比没有改动。", f"Nothing differs from {revision}.")


@dataclass(frozen=True)
class _Asked:
    """What to report: the paths (empty: all), the lowest severity, and the format."""

    root: Path
    places: tuple[Path, ...]
    quiet: bool
    form: Format
    language: Language

    def covers(self, path: str) -> bool:
        """Whether a file is among the paths to report on."""
        return not self.places or any((self.root / path).is_relative_to(place) for place in self.places)

    def told(self, found: Iterable[Diagnostic], besides: Iterable[Diagnostic] = ()) -> tuple[Diagnostic, ...]:
        """The findings to report among all findings; `besides` are reported whatever the paths."""
        more = set(besides)
        grave = (finding for finding in found if not self.quiet or severity_of(finding) == "error")
        return tuple(finding for finding in grave if finding in more or self.covers(finding.path))

    def report(self, told: tuple[Diagnostic, ...]) -> str:
        """The findings as a report in the chosen format and language."""
        return report(told, self.root, self.form, self.language)


def _findings(base: Base, day: date) -> tuple[Diagnostic, ...]:
    """All findings about the content, drafts included; from the cache if nothing has changed."""
    files = read_files(base.root)
    known = recall(files, day, base.memo)
    if known is not None:
        return known
    # Imported late: computing findings needs all rules, the cache none.
    from generator.examining import examine_files, judged

    return judged(examine_files(files, day, base.memo, drafts=True))


def _reminder(base: Base, day: date, asked: _Asked, revision: str) -> str:
    """The grave changes since a revision, with what to do about them; empty if there are none, and outside git."""
    from generator.reviewing.history import NoHistory, content_before

    if asked.quiet or asked.form != "text":
        return ""
    files = read_files(base.root)
    try:
        former = content_before(base.root, revision, files)
    except NoHistory:
        return ""
    changes = _grave(base, day, asked, former, files) if former is not None else []
    return _reminded(changes, revision) if changes else ""


def _reminded(changes: "list[Change]", revision: str) -> str:
    from generator.reviewing.change_report import reminder

    return f"\n\n{reminder(changes, revision)}"


def _grave(
    base: Base, day: date, asked: _Asked, former: Mapping[str, bytes], files: Mapping[str, bytes]
) -> "list[Change]":
    from generator.open_files import OpenFiles
    from generator.reviewing.grave_changes import grave_changes

    held = OpenFiles(base)
    changes = grave_changes(former, files, lambda some: held.examine(some, day, jobs=base.memo.jobs), base.memo)
    return [change for change in changes if asked.covers(change.path)]


def _statistics(told: tuple[Diagnostic, ...], base: Base, language: Language) -> str:
    """The number of findings of each rule, and how much the articles repeat each other."""
    from generator.examining import linked
    from generator.reviewing.repetition import in_words, repetition

    return f"{in_words(repetition(linked(base)[0]))}\n{count(told, language)}"


def _refuse_outside(root: Path, paths: Iterable[Path]) -> None:
    """Raises `SetupError` for paths outside content/, since no findings there would look like success."""
    content = root / "content"
    for path in paths:
        if not path.resolve().is_relative_to(content) and not content.is_relative_to(path.resolve()):
            raise SetupError(
                say(f"{path} 不在 content/ 里，没有可以检查的。", f"{path} is outside content/: nothing to check.")
            )


def _refuse_empty(root: Path) -> None:
    """Raises `SetupError` for a base without any file, which is probably an incomplete checkout."""
    if not content_files(root):
        raise SetupError(say("content/ 里一个文件也没有，是不是没有取全？", "content/ holds no file. Is it complete?"))


def _tell(base: Base, asked: _Asked, told: tuple[Diagnostic, ...], words: str) -> None:
    """Prints a report and stops with its exit code; raises `SetupError` for settings with which no site can be built."""
    fault = None if asked.places else _fault_of_settings(base)
    if told or not fault or asked.form != "text":  # not “nothing found” above what is wrong
        click.echo(words)
    if fault:
        raise SetupError(fault)
    stop(1 if any(severity_of(finding) == "error" for finding in told) else 0)


def _fault_of_settings(base: Base) -> str | None:
    """Why no site can be built with the `mkdocs.yml` of a base, or None, as for a base without one."""
    if not (base.root / "mkdocs.yml").is_file():
        return None
    from generator.hosting.settings import HostError, settings_of

    try:
        settings_of(base)
    except HostError as error:
        return say(f"mkdocs.yml 或主题有问题：{error}", f"mkdocs.yml or the theme is wrong: {error}")
    return None


def _watch(root: Path, check: Callable[[], None]) -> None:
    """Runs `check` now and after each change, until interrupted."""
    from watchfiles import watch

    with suppress(KeyboardInterrupt):
        # What is saved during the first check is seen, too: the watch begins before it, and first tells of nothing.
        looks = watch(root / "content", raise_interrupt=False, rust_timeout=QUIET, yield_on_timeout=True)
        for number, changed in enumerate(looks):
            if changed or not number:
                check()


def _changed(root: Path, revision: str | None) -> tuple[Path, ...]:
    from generator.reviewing.history import NoHistory, changed_since

    if revision is None:
        return ()
    try:
        return tuple(root / path for path in sorted(changed_since(root, revision)))
    except NoHistory as no:
        raise SetupError(say(f"读不到版本 {revision}：{no}", f"Cannot read revision {revision}: {no}")) from None


def _caused(base: Base, revision: str, day: date, found: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """Findings that a change causes in files it did not touch, such as a reference to a removed entry or a name that is
    now taken.
    """
    from generator.examining import examine_files, judged
    from generator.reviewing.history import content_at

    before = judged(examine_files(content_at(base.root, revision, read_files(base.root)), day, base.memo, drafts=True))
    known = Counter((finding.path, finding.code) for finding in before)
    now = Counter((finding.path, finding.code) for finding in found)
    return (finding for finding in found if now[finding.path, finding.code] > known[finding.path, finding.code])


def _fix(base: Base, day: date, asked: _Asked, write: bool) -> None:
    """Applies the safe fixes, or shows them as a diff; reports those that were not applied, and why."""
    from generator.editing.fixing import declined, fix
    from generator.editing.saving import save
    from generator.examining import examine

    def examined(instead: Mapping[str, bytes]) -> Iterable[Diagnostic]:
        return examine(base, day, drafts=True, instead=instead).findings

    sources = {path: data for path, data in read_files(base.root).items() if asked.covers(path)}
    changed = fix(sources, examined)
    for finding, new in declined({**sources, **changed}, examined):
        _say_why_not(finding, new)
    if write:
        save(base.root, changed)
    for path, content in changed.items():
        if write:
            click.echo(say(f"改好了 {path}", f"fixed {path}"), err=True)
        else:
            click.echo(_difference(path, sources[path], content), nl=False)


def _difference(path: str, before: bytes, after: bytes) -> str:
    old, new = (data.decode("utf-8").splitlines(keepends=True) for data in (before, after))
    return "".join(difflib.unified_diff(old, new, path, path))


def _say_why_not(finding: Diagnostic, new: str) -> None:
    """Reports a fix that was not applied because it would cause another finding."""
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}: {finding.code}"
    words = f"没有改 {place}：改了会出现 {new}。", f"left {place} alone: with the fix there would be {new}."
    click.echo(say(*words), err=True)
