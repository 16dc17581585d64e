"""`kb init`: writes a small working base as the start of one on another subject."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import click

from generator.cli import SetupError
from generator.dates import day_of_check
from generator.language import say

SCAFFOLD = Path(__file__).parent.parent / "editing/scaffold"
REVIEW_DAYS = 182
"""Days until the first entries are due for review."""


@click.command(
    "init",
    help=say(
        "在一个空文件夹里建一个小知识库，写别的主题用。名字、栏目、主题、搜索词在 content/ 里，样子在 site_templates/ 里，都可以改；"
        "用不着的规则在 content/rules.yaml 里关掉。",
        "Make a small base in an empty folder, for another subject. Names, sections, topics and words for search are in "
        "content/, the look is in site_templates/; rules that do not fit are switched off in content/rules.yaml.",
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> None:
    from generator.rendering.template_files import OWN_TEMPLATES

    if folder.exists() and any(folder.iterdir()):
        raise SetupError(say(f"{folder} 不是空的，没有动它。", f"{folder} is not empty and was left alone."))
    try:
        _scaffold(folder, day_of_check(None))
        _copied(OWN_TEMPLATES, folder / "site_templates")
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)  # an incomplete base would block the next attempt
        raise
    click.echo(
        say(
            f"建好了 {folder}。进去运行 kb serve 看一看，再从 content/site.yaml 改起。",
            f"Made {folder}. In it, run kb serve to have a look; then begin with content/site.yaml.",
        )
    )


def _scaffold(folder: Path, day: date) -> None:
    """The files of a small base, reviewed on a day."""
    due = day + timedelta(days=REVIEW_DAYS)
    for path in sorted(SCAFFOLD.rglob("*.*")):
        target = folder / path.relative_to(SCAFFOLD)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text("utf-8").replace("DUE", f"{due}").replace("DAY", f"{day}"), "utf-8")


def _copied(templates: Path, folder: Path) -> None:
    for path in sorted(path for path in templates.rglob("*") if path.is_file()):
        target = folder / path.relative_to(templates)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
