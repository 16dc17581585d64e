"""`kb export`: writes the base as plain Markdown that other site generators can build, or as a zip file to read
offline.
"""

from datetime import datetime
from pathlib import Path

import click

from generator.base import Base
from generator.cli import SetupError, as_of_option, base_option, jobs_option
from generator.commands.build import command as build
from generator.dates import day_of_build, day_of_check
from generator.language import say


@click.command(
    "export",
    help=say(
        "导出全部内容。WHERE 是文件夹：写成普通的 Markdown 和 mkdocs.yml，不用本项目也能生成网站；"
        "WHERE 以 .zip 结尾：打包成离线也能打开的一个文件，链接、搜索和工具都能用。",
        "Export everything. A folder gets plain Markdown and a mkdocs.yml that build without this project; a name that "
        "ends in .zip gets one file to read offline, with links, search and tools.",
    ),
)
@click.argument("where", type=click.Path(path_type=Path))
@jobs_option
@as_of_option
@base_option
@click.pass_context
def command(context: click.Context, where: Path, jobs: int, as_of: datetime | None, base: Base) -> None:
    if where.suffix == ".zip":
        context.invoke(build, out=None, release=False, compress=False, quiet=True, jobs=jobs, as_of=as_of, base=base)
        _pack(where, base.root)
    else:
        _write(where, as_of, base.on(jobs))
    click.echo(say(f"导出到了 {where}。", f"Exported to {where}."))


def _pack(where: Path, root: Path) -> None:
    from generator.publishing.offline import archive
    from generator.remembering.place import written

    written(where, archive(root / "site", where.stem), 0o644)


def _write(where: Path, as_of: datetime | None, base: Base) -> None:
    from generator.hosting.plain_folder import plain_folder
    from generator.hosting.settings import HostError, settings_of
    from generator.publishing.shelf import Shelf, ready
    from generator.remembering.ownership import NotOurs
    from generator.site import build as build_site

    try:
        site_url = settings_of(base).url
        site = build_site(base, day_of_check(as_of), day_of_build(as_of), site_url)
        Shelf(where.absolute()).publish([ready(o.path, o.content) for o in plain_folder(site, site_url)])
    except HostError as error:
        raise SetupError(say(f"mkdocs.yml 有问题：{error}", f"mkdocs.yml is wrong: {error}")) from None
    except NotOurs as other:
        raise SetupError(
            say(
                f"{other.path} 不是 kb export 放的，没有动。",
                f"{other.path} was not put there by kb export and is left alone.",
            )
        ) from None
