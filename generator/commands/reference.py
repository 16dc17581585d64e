"""`kb reference`: write the generated documents, or check that they are fresh."""

from pathlib import Path

import click

from generator.cli import root_option, stop
from generator.language import say


@click.command(
    "reference",
    help=say(
        "重新生成说明文件：编辑器用的 JSON Schema、字段说明、规则说明、模块表、接口说明。改了代码以后运行。",
        "Write the generated documents: JSON Schemas for editors, pages of types and rules, the module map, the "
        "description of the API.",
    ),
)
@click.option(
    "--check",
    is_flag=True,
    help=say("只检查是不是最新的，不写文件。", "Only check that they are fresh; write nothing."),
)
@root_option
def command(check: bool, root: Path) -> None:
    from generator.outputs.api import description
    from generator.reference import reference

    outputs = (*reference(Path(__file__).parent.parent), description())
    stale = [output for output in outputs if _read(root / output.path) != output.content]
    wanted = {output.path for output in outputs}
    left_over = [
        path for path in (root / "docs/rules").glob("KB*.md") if path.relative_to(root).as_posix() not in wanted
    ]
    for name in (*(output.path for output in stale), *(path.relative_to(root).as_posix() for path in left_over)):
        click.echo(name)
    if check:
        stop(1 if stale or left_over else 0)
    for output in stale:
        (root / output.path).parent.mkdir(parents=True, exist_ok=True)
        (root / output.path).write_bytes(output.content)
    for path in left_over:
        path.unlink()


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
