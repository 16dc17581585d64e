"""`kb lsp`: starts the language server; text editors run this command."""

from datetime import datetime
from pathlib import Path

import click

from generator.base import Base
from generator.cli import as_of_option, root_option
from generator.dates import day_of_check
from generator.language import preferred, say


@click.command(
    "lsp",
    help=say(
        "给编辑器用的语言服务（LSP，通过标准输入输出）：边写边标错，补全 id、条款、参数，悬停看说明，跳到定义，找引用，改名。",
        "The language server (LSP over standard input and output): findings as you type, completion of ids, clauses and "
        "parameters, hover, go to definition, find references, rename.",
    ),
)
@as_of_option
@root_option
def command(as_of: datetime | None, root: Path) -> None:
    from generator.editing.language_server import serve

    serve(Base.at(root), day_of_check(as_of), preferred()).start_io()
