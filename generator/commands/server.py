"""`kb server`: prints settings for nginx or Caddy: headers, caching, redirects, precompressed files."""

from pathlib import Path
from urllib.parse import urlsplit

import click

from generator.base import Base
from generator.cli import SetupError, base_option
from generator.dates import day_of_check
from generator.language import say


@click.command(
    "server",
    help=say(
        "打印 nginx 或 Caddy 的设置：响应头、缓存、旧地址跳转、压缩好的文件，都和网站用同一份规定。\n\n"
        "例：kb server caddy --listen kb.example.org > Caddyfile",
        "Print the settings of nginx or Caddy: headers, caching, redirects and ready-made compression, from the same "
        "policy as the pages.\n\nExample: kb server caddy --listen kb.example.org > Caddyfile",
    ),
)
@click.argument("name", type=click.Choice(("caddy", "nginx")))
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help=say("服务器上放网站的文件夹。默认是这里的 site/。", "The site's folder on the server. Default: site/ here."),
)
@click.option(
    "--listen", default=":8080", show_default=True, help=say("端口、地址或域名。", "A port, an address or a domain.")
)
@click.option(
    "--brotli", is_flag=True, help=say("nginx 装了 brotli_static 模块。", "nginx has its brotli_static module.")
)
@base_option
def command(name: str, folder: Path | None, listen: str, brotli: bool, base: Base) -> None:
    from generator.policy import headers
    from generator.publishing.servers import SERVERS
    from generator.publishing.service import Service
    from generator.rendering.template_files import page_style, templates_of

    below, moved = _served(base)
    if not all(character.isprintable() and character not in " {};\"'\\#" for character in listen):
        raise SetupError(
            say(
                f"--listen 写端口、地址或域名，不是 {listen!r}",
                f"--listen takes a port, an address or a domain, not {listen!r}",
            )
        )
    place = listen.lstrip(":") if name == "nginx" else listen
    with_all = headers(page_style(templates_of(base.root)))
    service = Service(folder or base.root / "site", place, below, moved, with_all, brotli)
    click.echo(SERVERS[name].settings(service), nl=False)


def _served(base: Base) -> tuple[str, dict[str, str]]:
    """The URL path that the site is served under, and its redirects (from path to path)."""
    from generator.examining import examine
    from generator.hosting.settings import HostError, settings_of
    from generator.linking.addresses import address
    from generator.linking.redirects import moves

    try:
        below = urlsplit(settings_of(base).url).path.rstrip("/")
    except HostError as error:
        raise SetupError(say(f"mkdocs.yml 有问题：{error}", f"mkdocs.yml is wrong: {error}")) from None
    library = examine(base, day_of_check(None)).library
    return f"{below}/", {below + address(old): below + address(new) for old, new in moves(library).items()}
