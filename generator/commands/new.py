"""`kb new`: a new entry that is complete but for its prose."""

from datetime import datetime, timedelta
from pathlib import Path

import click

from generator.cli import SetupError, root_option
from generator.dates import as_of_option, day_of_check
from generator.language import say

REVIEW_DAYS = 182
"""Days until a new entry is due for review."""


@click.command(
    "new",
    help=say(
        "新建一个条目。\n\nTYPE 是类型（concept、process、effect、strategy、trend、myth、path、term、contact、source、parameter），"
        "ID 是地址里的名字，如 talk-to-boss。\n\n例：kb new strategy talk-to-boss --title 怎么跟单位说",
        "Start a new entry.\n\nTYPE is the content type, ID its name in the address, such as talk-to-boss.\n\n"
        "Example: kb new strategy talk-to-boss --title 怎么跟单位说",
    ),
)
@click.argument("kind", metavar="TYPE")
@click.argument("name", metavar="ID")
@click.option("--title", help=say("标题。不写会问。", "Title; asked for when not given."))
@as_of_option
@root_option
def command(kind: str, name: str, title: str | None, as_of: datetime | None, root: Path) -> None:
    from generator.content_types import CONTENT_TYPES
    from generator.drafting import draft

    kinds = {
        content_type.__name__.lower(): content_type for content_type in CONTENT_TYPES if content_type.section != "pages"
    }
    if kind not in kinds:
        raise SetupError(
            say(
                f"没有类型 {kind}。可以写：{'、'.join(kinds)}",
                f"There is no type {kind}. Use one of: {', '.join(kinds)}",
            )
        )
    if not name.replace("-", "").isalnum() or not name.isascii() or name != name.lower():
        raise SetupError(
            say(
                "ID 只能用小写字母、数字和连字符，如 keep-records。",
                "ID may hold lower-case letters, digits and hyphens only.",
            )
        )
    path = root / "content" / kinds[kind].section / f"{name}.yaml"
    if path.exists():
        raise SetupError(say(f"{path} 已经有了，没有改动它。", f"{path} exists already and was left alone."))
    day = day_of_check(as_of)
    title = title or click.prompt(say("标题", "Title"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(draft(kinds[kind], name, title, day, day + timedelta(days=REVIEW_DAYS)), "utf-8")
    click.echo(
        say(
            f"写好了 {path}。接着用 kb serve 边写边看，用 kb check {path} 检查。",
            f"Wrote {path}. Next: kb serve to preview, kb check {path} to check.",
        )
    )
