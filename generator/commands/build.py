"""`kb build`: check everything, build beside the old site, check every link, then put the new site in place."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from generator.cli import SetupError, as_of_option, be_short_lived, jobs_option, root_option, stop
from generator.dates import day_of_build, day_of_check
from generator.diagnostics import Diagnostic
from generator.hosting.shell import HostError
from generator.language import preferred, say
from generator.progress import progress
from generator.publishing.building import LinksBroken, Refused, build_site
from generator.remembering.memo import opened
from generator.reporting import report, severity_of

SHOWN = 20
"""At most so many broken links are listed; their number is always told."""


@click.command(
    "build",
    help=say(
        "生成网站。先检查全部条目，再在旧网站旁边生成新的，逐个核对链接，全部没有问题才换上去。\n\n"
        "中途停掉也不会动旧网站。同一份内容两次生成的文件逐字节相同：日期取 --as-of、SOURCE_DATE_EPOCH 或最近一次核对的日子，不看时钟。",
        "Build the site: check all entries, build beside the old site, resolve every link, and only then swap.\n\n"
        "Stopped at any moment, the old site stays. The same content always gives the same bytes: the date is "
        "--as-of, SOURCE_DATE_EPOCH or the newest review, never the clock.",
    ),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help=say("网站放在哪里。默认 site/。", "Where the site goes. Default: site/."),
)
@click.option(
    "--release",
    is_flag=True,
    help=say("正式发布：过期的核对、热线也算错误。", "Publishing: overdue reviews and hotlines are errors too."),
)
@click.option("--quiet", "-q", is_flag=True, help=say("成功时什么都不说。", "Say nothing on success."))
@jobs_option
@as_of_option
@root_option
def command(out: Path | None, release: bool, quiet: bool, jobs: int, as_of: datetime | None, root: Path) -> None:
    target = (out or root / "site").resolve()
    _refuse_foreign(target, root)
    be_short_lived()
    try:
        with progress(quiet) as step:
            memo = opened(root, jobs)
            pages = build_site(root, target, day_of_check(as_of), day_of_build(as_of), memo, release, step)
    except Refused as refused:
        click.echo(report(_errors(refused.findings, release), root, "text", preferred(), release), err=True)
        stop(1)
    except LinksBroken as broken:
        _tell(broken)
    except HostError as error:
        raise SetupError(
            say(f"mkdocs.yml 或主题有问题：{error}", f"mkdocs.yml or the theme is wrong: {error}")
        ) from None
    if not quiet:
        click.echo(say(
            f"网站在 {target}（{pages} 页）。打开 {target / 'index.html'} 就能看，或者运行 kb serve。",
            f"The site is in {target} ({pages} pages). Open {target / 'index.html'}, or run `kb serve`.",
        ))  # fmt: skip


def _errors(findings: Iterable[Diagnostic], release: bool) -> list[Diagnostic]:
    return [finding for finding in findings if severity_of(finding, release) == "error"]


def _tell(broken: LinksBroken) -> None:
    for fault in broken.links[:SHOWN]:
        click.echo(f"{fault.page}: {fault.target}: {fault.reason}", err=True)
    raise SetupError(say(
        f"生成的网站里有 {len(broken.links)} 处链接走不通，没有换上去；旧网站没有动。",
        f"{len(broken.links)} links of the built site lead nowhere; the old site was left in place.",
    ))  # fmt: skip


def _refuse_foreign(target: Path, root: Path) -> None:
    """Never replace a folder that is not a built site: the content, the root, or anything with other files in it."""
    ours = not target.exists() or not any(target.iterdir()) or (target / "sitemap.xml").is_file()
    if root.is_relative_to(target) or target.is_relative_to(root / "content") or not ours:
        raise SetupError(
            say(
                f"{target} 里有别的文件，不会覆盖。请换一个 --out。",
                f"{target} holds other files and is left alone. Give another --out.",
            )
        )
