"""`kb check`: every fault of the content, with its place and what to write instead; `--fix` writes what is safe."""

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import click

from generator.cli import SetupError, as_of_option, be_short_lived, jobs_option, root_option, stop
from generator.dates import day_of_check
from generator.diagnostics import LANGUAGES, Diagnostic, Language
from generator.examining import examine, examine_files, findings
from generator.language import preferred, say
from generator.reading.files import read_files
from generator.remembering.memo import Memo, opened
from generator.reporting import FORMATS, Format, count, report, severity_of


@click.command(
    "check",
    help=say(
        "检查条目，逐条说出哪一行错了、该写什么。\n\nPATHS 是要看的文件或文件夹；不写就看全部。总是读全库，所以跨条目的错误也查得到。\n\n"
        "退出码：0 没有错误；1 有错误；2 运行环境有问题。",
        "Check the entries and say for each fault its line and what to write instead.\n\n"
        "PATHS limits what is shown to files or folders; the whole library is always read, so faults across entries "
        "are found too.\n\nExit code: 0 no errors, 1 errors, 2 wrong set-up.",
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True,
    help=say("输出格式：给人看、给程序看、标在 PR 上、上传到代码扫描。", "Form of the report."),
)  # fmt: skip
@click.option(
    "--lang", type=click.Choice(LANGUAGES), default=preferred,
    help=say("说明用中文还是英文。默认看系统语言。", "Language of messages. Default: the locale's."),
)  # fmt: skip
@click.option(
    "--changed", metavar="REV", is_flag=False, flag_value="HEAD", default=None,
    help=say("只看和某个版本（默认 HEAD）不同的文件，以及因此在别处多出来的问题。", "Only files that differ from a revision (default HEAD), and what that breaks elsewhere."),
)  # fmt: skip
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
    "--statistics", is_flag=True, help=say("只数每条规则各有多少个问题。", "Only count the findings of each rule.")
)
@click.option(
    "--watch",
    is_flag=True,
    help=say("文件一改就再检查一次，按 Ctrl-C 停。", "Check again whenever a file changes; Ctrl-C ends it."),
)
@jobs_option
@as_of_option
@root_option
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
    root: Path,
) -> None:
    day = day_of_check(as_of)
    _refuse_outside(root, paths)
    wanted = [path.resolve() for path in paths] + _changed(root, changed)
    if changed and not wanted:
        nothing = say(f"和 {changed} 相比没有改动。", f"Nothing differs from {changed}.")
        click.echo(nothing if form == "text" else report((), root, form, lang))
        return
    be_short_lived()
    memo = opened(root, jobs)
    if fixing or showing:
        _fix(root, day, wanted, memo, write=fixing and not showing)
        if showing:
            return
    language = lang
    if watch:
        _watch(
            root,
            lambda: click.echo(report(_told(findings(root, day, memo), root, wanted, quiet), root, form, language)),
        )
        return
    found = findings(root, day, memo)
    shown = {*_inside(found, root, wanted), *(_caused(root, changed, day, found, memo) if changed else ())}
    told = tuple(finding for finding in found if finding in shown and (not quiet or severity_of(finding) == "error"))
    click.echo(count(told, language) if statistics else report(told, root, form, language))
    stop(1 if any(severity_of(finding) == "error" for finding in told) else 0)


def _refuse_outside(root: Path, paths: Iterable[Path]) -> None:
    """Refuse paths that hold no content: that nothing is found there says nothing."""
    for path in paths:
        if not path.resolve().is_relative_to(root / "content") and not (root / "content").is_relative_to(
            path.resolve()
        ):
            raise SetupError(
                say(f"{path} 不在 content/ 里，没有可以检查的。", f"{path} is outside content/: nothing to check.")
            )


def _told(found: Iterable[Diagnostic], root: Path, wanted: list[Path], quiet: bool) -> tuple[Diagnostic, ...]:
    return tuple(f for f in _inside(found, root, wanted) if not quiet or severity_of(f) == "error")


def _watch(root: Path, check: Callable[[], None]) -> None:
    """Check now, and again after each change, until interrupted."""
    from watchfiles import watch

    check()
    with suppress(KeyboardInterrupt):
        for _ in watch(root / "content", raise_interrupt=False):
            check()


def _changed(root: Path, revision: str | None) -> list[Path]:
    from generator.reviewing.history import NoHistory, changed_since

    if revision is None:
        return []
    try:
        return [root / path for path in sorted(changed_since(root, revision))]
    except NoHistory as no:
        raise SetupError(say(f"读不到版本 {revision}：{no}", f"Cannot read revision {revision}: {no}")) from None


def _caused(root: Path, revision: str, day: date, found: Iterable[Diagnostic], memo: Memo) -> Iterable[Diagnostic]:
    """What a change brought about in files that it did not touch: a reference to an entry that is gone, a name taken."""
    from generator.reviewing.history import content_at

    before = examine_files(content_at(root, revision), day, drafts=True, memo=memo).findings
    known = Counter((finding.path, finding.code) for finding in before)
    now = Counter((finding.path, finding.code) for finding in found)
    return (finding for finding in found if now[finding.path, finding.code] > known[finding.path, finding.code])


def _inside(findings: Iterable[Diagnostic], root: Path, wanted: list[Path]) -> Iterable[Diagnostic]:
    return (f for f in findings if not wanted or any((root / f.path).is_relative_to(path) for path in wanted))


def _say_why_not(sources: Mapping[str, bytes], changed: Mapping[str, bytes], root: Path, day: date, memo: Memo) -> None:
    """Tell of each fix that was not written: with it, something else would be wrong."""
    from generator.editing.fixing import declined

    examined = lambda instead: examine(root, day, drafts=True, instead=instead, memo=memo).findings  # noqa: E731
    for finding, new in declined({**sources, **changed}, examined):
        place = f"{finding.path}:{finding.span.line}:{finding.span.column}: {finding.code}"
        click.echo(
            say(f"没有改 {place}：改了会出现 {new}。", f"left {place} alone: with the fix there would be {new}."),
            err=True,
        )


def _fix(root: Path, day: date, wanted: list[Path], memo: Memo, write: bool) -> None:
    from generator.editing.fixing import fix

    every = read_files(root).items()
    sources = {path: data for path, data in every if not wanted or any((root / path).is_relative_to(w) for w in wanted)}
    changed = fix(sources, lambda instead: examine(root, day, drafts=True, instead=instead, memo=memo).findings)
    _say_why_not(sources, changed, root, day, memo)
    for path, content in changed.items():
        if write:
            (root / path).write_bytes(content)
            click.echo(say(f"改好了 {path}", f"fixed {path}"), err=True)
        else:
            old, new = (data.decode("utf-8").splitlines(keepends=True) for data in (sources[path], content))
            click.echo("".join(difflib.unified_diff(old, new, path, path)), nl=False)
