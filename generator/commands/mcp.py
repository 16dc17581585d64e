"""`kb mcp`: serves the base to assistants, over the Model Context Protocol on standard input and output."""

from datetime import datetime
from pathlib import Path

import click

from generator.base import Base
from generator.cli import as_of_option, missing_extra, root_option
from generator.dates import day_of_build, day_of_check
from generator.language import say


@click.command(
    "mcp",
    help=say(
        "让助手（支持 Model Context Protocol 的程序）查这个知识库：找条目，读条目，回答时带上来源。\n\n通过标准输入输出通信，由助手启动。",
        "Serve the base to assistants over the Model Context Protocol: find entries and read them with their sources.\n\n"
        "Speaks on standard input and output; the assistant starts it.",
    ),
)
@as_of_option
@root_option
def command(as_of: datetime | None, root: Path) -> None:
    from generator.examining import examine
    from generator.hosting.settings import settings_of
    from generator.rendering.inputs import Inputs

    try:
        from generator.publishing.mcp_server import server_of
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "mcp":
            raise
        raise missing_extra("mcp") from None
    base = Base.at(root).on(1)
    found = examine(base, day_of_check(as_of))
    inputs = Inputs.of(base, found.library, found.links, day_of_build(as_of), settings_of(base).url)
    server_of(inputs).run("stdio")
