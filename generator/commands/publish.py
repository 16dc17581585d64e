"""`kb publish`: builds a release and uploads it to a folder, a server or object storage; or rolls back one release."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from generator.base import Base
from generator.cli import SetupError, as_of_option, base_option, jobs_option, missing_extra
from generator.commands.build import command as build
from generator.language import say
from generator.publishing import object_storage, release, rsync
from generator.publishing.folder import Folder, LinkInTheWay
from generator.publishing.manifest import Overtaken, manifest_of
from generator.remembering.ownership import claimed

RSYNC, S3 = "rsync:", "s3://"


@click.command(
    "publish",
    help=say(
        "正式发布：先按 --release 检查和生成，再送到 WHERE。\n\n"
        "WHERE 是一个文件夹，或 s3://桶/前缀，或 rsync:用户@主机:/路径（网页服务器读其中的 current/）。\n\n"
        "先送页面要用的文件，再送页面，最后只删以前自己放的；中途断了，再运行一次就接着做。--back 退回上一次发布。",
        "Publish: check and build with --release, then carry the site to WHERE.\n\n"
        "WHERE is a folder, s3://bucket/prefix, or rsync:user@host:/path (the web server reads current/ in it).\n\n"
        "What pages need goes first, then the pages, and only what was put there before is deleted, last. Stopped "
        "anywhere, run it again. --back returns to the release before.",
    ),
)
@click.argument("where")
@click.option(
    "--site",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=None,
    help=say("发布这个已经生成好的文件夹，不再生成。", "Publish this folder, built before, instead of building."),
)
@click.option("--back", is_flag=True, help=say("退回上一次发布。", "Roll back to the previous release."))
@click.option(
    "--all", "everything", is_flag=True, help=say("没变的文件也重新送。", "Send files that did not change, too.")
)
@click.option(
    "--endpoint",
    default=None,
    metavar="URL",
    help=say("S3 以外的对象存储的地址。", "The address of storage that is not Amazon's."),
)
@click.option("--compress", is_flag=True, help=say("同时发布压缩好的文件。", "Publish precompressed files too."))
@jobs_option
@as_of_option
@base_option
@click.pass_context
def command(
    context: click.Context,
    where: str,
    site: Path | None,
    back: bool,
    everything: bool,
    endpoint: str | None,
    compress: bool,
    jobs: int,
    as_of: datetime | None,
    base: Base,
) -> None:
    if site is None and not back:
        context.invoke(build, out=None, release=True, compress=compress, quiet=True, jobs=jobs, as_of=as_of, base=base)
    folder = site or base.root / "site"
    if not back and not claimed(folder):
        raise SetupError(say(f"{folder} 不是 kb build 生成的网站。", f"{folder} is no site that kb build made."))
    with _refusals_in_words(where):
        if where.startswith(RSYNC):
            click.echo(_by_rsync(where, folder, back))
        else:
            place = object_storage.Bucket(where, endpoint) if where.startswith(S3) else Folder(Path(where).absolute())
            click.echo(_by_file(where, place, folder, back, everything))


@contextmanager
def _refusals_in_words(where: str) -> Iterator[None]:
    """Turns errors of a destination inside the block into a `SetupError` that says what to do."""
    try:
        yield
    except release.Foreign:
        raise SetupError(
            say(
                f"{where} 里有别的文件，不是 kb publish 放的，没有动。请换一个空的地方。",
                f"{where} holds files that kb publish did not put there; nothing was touched. Give an empty place.",
            )
        ) from None
    except release.NoWayBack:
        raise SetupError(say("没有上一次发布可以退回。", "There is no release to return to.")) from None
    except LinkInTheWay as link:
        raise SetupError(say(f"{link} 是链接，不会跟过去写。", f"{link} is a link, which is not followed.")) from None
    except Overtaken:
        raise SetupError(say(
            f"另一次发布也在往 {where} 送，这一次停下了，没有送完。等那一次完了，再运行一次。",
            f"Another run began to publish to {where}; this one stopped before its end. Run it again when that is done.",
        )) from None  # fmt: skip
    except object_storage.ExtraMissing:
        raise missing_extra("s3") from None
    except (object_storage.StorageRefused, rsync.RsyncFailed) as failed:
        raise SetupError(say(f"没有送到：{failed}", f"It was not carried over: {failed}")) from None


def _by_file(where: str, place: release.Destination, site: Path, back: bool, everything: bool) -> str:
    if back:
        written = release.step_back(place)
        return say(
            f"{where} 退回了上一次发布（{written} 个文件）。",
            f"{where} is back at the release before ({written} files).",
        )
    written = release.publish(site, manifest_of(site), place, everything)
    return say(
        f"{where} 已经是新的网站（写了 {written} 个文件）。", f"{where} holds the new site ({written} files written)."
    )


def _by_rsync(where: str, site: Path, back: bool) -> str:
    destination = where.removeprefix(RSYNC).rstrip("/")
    if not destination or destination.startswith("-"):
        raise SetupError(say(f"{where} 里没有写目的地。", f"{where} names no destination."))
    name = rsync.step_back(destination) if back else rsync.publish(site, manifest_of(site), destination)
    if name is None:
        raise release.NoWayBack
    return say(f"{destination}/current 现在是 {name}。", f"{destination}/current is now {name}.")
