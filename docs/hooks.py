"""What the documentation's site adds to its pages: the commands' own help, links to the repository."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parent.parent
TITLES = {"en": "# Commands\n", "zh": "# 命令\n"}
PLACES = {"en": "reference/commands.md", "zh": "zh/commands.md"}
_OUTSIDE = re.compile(r"\]\((?:\.\./)+(?P<path>(?:CONTRIBUTING|README|CHANGELOG|tests/|content/|generator/)[^)]*)\)")


def commands() -> Iterator[str]:
    """The help of every command in the language of the process."""
    from generator.cli import main

    context = click.Context(main, info_name="kb")
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command
        with click.Context(command, info_name=f"kb {name}") as own:
            yield f"\n## kb {name}\n\n```text\n{command.get_help(own)}\n```\n"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages of commands, each made by a process that speaks its language."""
    for language, place in PLACES.items():
        call = [sys.executable, str(Path(__file__))]
        environment = {**os.environ, "KB_LANG": language, "PYTHONPATH": str(ROOT)}
        told = subprocess.run(call, env=environment, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        files.append(File.generated(config, place, content=TITLES[language] + told))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Makes links out of the folder to links to the repository."""
    return _OUTSIDE.sub(lambda link: f"]({config.repo_url}/blob/main/{link['path']})", markdown)


if __name__ == "__main__":
    print("".join(commands()))
