"""`kb build`: checks everything, builds beside the old site, checks every link, then puts the new site in place."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.base import Base
from generator.cli import SetupError, as_of_option, base_option, jobs_option, missing_extra, reason, stop
from generator.dates import day_of_build, day_of_check
from generator.language import preferred, say, shown

if TYPE_CHECKING:
    from generator.diagnostics import Diagnostic
    from generator.publishing.building import LinksBroken, Order, Shrunk

SOURCES = ("content", "site_templates")
SHOWN = 20
"""Maximum number of broken links that are listed."""


@click.command(
    "build",
    help=say(
        "生成网站。先检查全部条目，再在旧网站旁边生成新的，逐个核对链接，全部没有问题才换上去。\n\n"
        "中途停掉也不会动旧网站。同一份内容两次生成的文件逐字节相同：日期取 --as-of、SOURCE_DATE_EPOCH 或最近一次核对的日子，不看时钟。\n\n退出码：0 建好了，1 内容有错，2 设置不对。",
        "Build the site: check all entries, build beside the old site, check every link, and only then swap.\n\n"
        "Interrupted at any moment, it leaves the old site in place. The same content always gives the same bytes: "
        "the date is --as-of, SOURCE_DATE_EPOCH or that of the newest review, never the clock.\n\n"
        "Exit code: 0 built, 1 errors in the content, 2 wrong set-up.",
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
@click.option(
    "--compress",
    is_flag=True,
    help=say(
        "同时生成 brotli 和 gzip 压缩好的文件，给服务器直接发。", "Also make brotli and gzip files for servers to send."
    ),
)
@click.option(
    "--traditional/--no-traditional",
    default=None,
    help=say(
        "同时生成繁体，放在 zh-hant/。正式发布时默认生成。",
        "Also in traditional characters, in zh-hant/. Default with --release.",
    ),
)
@click.option("--cards", is_flag=True, help=say("给每个条目画一张分享用的图。", "Draw a share picture for each entry."))
@click.option(
    "--smaller",
    is_flag=True,
    help=say("页面少了一半以上也照样换上去。", "Put the site in place even with less than half of its pages."),
)
@click.option("--quiet", "-q", is_flag=True, help=say("成功时什么都不说。", "Say nothing on success."))
@jobs_option
@as_of_option
@base_option
def command(
    out: Path | None,
    release: bool,
    traditional: bool | None,
    cards: bool,
    smaller: bool,
    compress: bool,
    quiet: bool,
    jobs: int,
    as_of: datetime | None,
    base: Base,
) -> None:
    from generator.publishing.building import Order

    target = _target(out or base.root / "site", base.root)
    both = release if traditional is None else traditional
    days = day_of_check(as_of), day_of_build(as_of)
    pages = _built(base.on(jobs), Order(target, *days, release, compress, both, cards, smaller), quiet)
    if not quiet:
        index = target / "index.html"
        click.echo(
            say(
                f"网站在 {target}（{pages} 页）。打开 {index} 就能看，或者运行 kb serve。",
                f"The site is in {target} ({pages} pages). Open {index}, or run `kb serve`.",
            )
        )


def _built(base: Base, order: "Order", quiet: bool) -> int:
    """Builds the site and returns the number of its pages."""
    from generator.progress import progress
    from generator.publishing.building import build_site
    from generator.publishing.shelf import alone

    with _refusals(base, order.release), alone(order.target, _wait), progress(quiet) as step:
        return build_site(base, order, step)


@contextmanager
def _refusals(base: Base, release: bool) -> Iterator[None]:
    """Turns errors of a build inside the block into a report of findings or a `SetupError`."""
    from generator.hosting.settings import HostError
    from generator.publishing.building import BuildRefused, LinksBroken, Shrunk
    from generator.publishing.cards import CardsMissing, NoFont
    from generator.publishing.compression import BrotliMissing
    from generator.remembering.ownership import NotOurs

    try:
        yield
    except BuildRefused as refused:
        _refuse(base, refused.findings, release)
    except Shrunk as shrunk:
        raise _shrunk(shrunk) from None
    except LinksBroken as broken:
        raise _links_broken(broken) from None
    except NotOurs as other:
        raise _in_the_way(other.path) from None
    except OSError as error:
        raise _left_in_place(reason(error)) from None
    except BrotliMissing:
        raise missing_extra("compression") from None
    except CardsMissing:
        raise missing_extra("cards") from None
    except NoFont:
        raise _no_font() from None
    except HostError as error:
        raise SetupError(
            say(f"mkdocs.yml 或主题有问题：{error}", f"mkdocs.yml or the theme is wrong: {error}")
        ) from None


def _refuse(base: Base, findings: "tuple[Diagnostic, ...]", release: bool) -> None:
    from generator.reporting import report, severity_of

    errors = [finding for finding in findings if severity_of(finding, release) == "error"]
    click.echo(report(errors, base.root, "text", preferred(), release), err=True)
    stop(1)


def _no_font() -> SetupError:
    return SetupError(
        say(
            "这台机器没有中文字体，画不了图。请装一个，如 fonts-noto-cjk。",
            "This machine has no Chinese font to draw with. Install one, such as fonts-noto-cjk.",
        )
    )


def _links_broken(broken: "LinksBroken") -> SetupError:
    for fault in broken.links[:SHOWN]:
        click.echo(shown(f"{fault.page}: {fault.target}: {fault.reason}"), err=True)
    return SetupError(
        say(
            f"生成的网站里有 {len(broken.links)} 处链接走不通，没有换上去；旧网站没有动。",
            f"{len(broken.links)} links of the built site lead nowhere; the old site was left in place.",
        )
    )


def _target(out: Path, root: Path) -> Path:
    """The absolute path of the target. Raises `SetupError` for a link, a mount point or a folder of sources."""
    from generator.publishing.shelf import RETIRED, SPARE

    target = out.absolute().parent.resolve() / out.name if out.name not in ("", "..") else out.resolve()
    within = any(target.is_relative_to(root / name) for name in SOURCES) or ".git" in target.parts
    if (
        target.is_symlink()
        or target.is_mount()
        or root.is_relative_to(target)
        or within
        or target.name.startswith((SPARE, RETIRED))
    ):
        raise SetupError(
            say(
                f"网站不能放在 {target}：它是链接、挂载点，或者是放源文件的地方。请换一个 --out，比如 {root / 'site'}。",
                f"The site cannot go to {target}: it is a link, a mount point, or a place of sources. "
                f"Give another --out, such as {root / 'site'}.",
            )
        )
    return target


def _left_in_place(why: str) -> SetupError:
    return SetupError(say(f"{why}。没有换上去；旧网站没有动。", f"{why}. The old site was left in place."))


def _shrunk(shrunk: "Shrunk") -> SetupError:
    return SetupError(
        say(
            f"现在的网站有 {shrunk.before} 页，新的只有 {shrunk.after} 页，没有换上去。content/ 是不是没有取全？真要这样就加 --smaller。",
            f"The site in place has {shrunk.before} pages, the new one only {shrunk.after}; it was not put in place. "
            "Is content/ complete? If so, add --smaller.",
        )
    )


def _in_the_way(path: Path) -> SetupError:
    return SetupError(
        say(
            f"{path} 不是 kb build 放的，不会覆盖，也不会删。请把它移走，或者换一个 --out。",
            f"{path} was not put there by kb build and is left alone. Move it away or give another --out.",
        )
    )


def _wait() -> None:
    click.echo(
        say("另一个 kb build 正在写同一个地方，等它结束……", "Another kb build is at work here; waiting for it…"),
        err=True,
    )
