"""`kb check`: every fault of the content, with its place and what to write instead."""

from datetime import datetime
from pathlib import Path

import click

from generator.cli import root_option, stop
from generator.dates import as_of_option
from generator.language import preferred, say
from generator.reporting import FORMATS, Format, report, severity_of
from generator.site import examine


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
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help=say("输出格式。", "Form of the report."),
)
@click.option(
    "--lang",
    type=click.Choice(("zh", "en")),
    default=preferred,
    help=say("说明用中文还是英文。默认看系统语言。", "Language of messages. Default: the locale's."),
)
@click.option("--quiet", "-q", is_flag=True, help=say("只显示错误，不显示提醒。", "Show errors only, no warnings."))
@as_of_option
@root_option
def command(paths: tuple[Path, ...], form: Format, lang: str, quiet: bool, as_of: datetime | None, root: Path) -> None:
    from generator.dates import day_of_check

    wanted = [path.resolve() for path in paths]
    findings = tuple(
        finding
        for finding in examine(root, day_of_check(as_of), drafts=True).findings
        if (not wanted or any((root / finding.path).is_relative_to(path) for path in wanted))
        and (not quiet or severity_of(finding) == "error")
    )
    click.echo(report(findings, root, form, "zh" if lang == "zh" else "en"))
    stop(1 if any(severity_of(finding) == "error" for finding in findings) else 0)
