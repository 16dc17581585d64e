"""What the documentation's site adds to its pages: the commands' own help, examples of rules, links to the repository."""

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
_MARK = re.compile(r"\s*#[^#]*?(?:error|warning)(?:\+(?P<below>\d+))?(?:@\d+)?: (?P<code>KB\d{3}).*$")
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
    """Examples below the pages of rules, and links out of the folder as links to the repository."""
    source = page.file.src_uri
    if source.startswith("rules/"):
        markdown += _examples(Path(source).stem)
    return _OUTSIDE.sub(lambda link: f"]({config.repo_url}/blob/main/{link['path']})", markdown)


def _examples(code: str) -> str:
    """The lines that the rule's own test marks as wrong, and those that stand there where all is right."""
    wrong = [line for path in sorted((ROOT / "tests/rules" / code / "bad").rglob("*.yaml")) for line in _marked(path, code)]
    if not wrong:
        return ""
    bad = [line for line, _ in wrong]
    good = [line for path, line in _counterparts(code) if line not in bad]
    right = f"没有问题的写法：\n\n```yaml\n{chr(10).join(good)}\n```\n" if good else ""
    return f"\n## 例子\n\n会报告的写法：\n\n```yaml\n{chr(10).join(bad)}\n```\n\n{right}"


def _marked(path: Path, code: str) -> Iterator[tuple[str, Path]]:
    lines = path.read_text("utf-8").split("\n")
    for number, line in enumerate(lines):
        for mark in _MARK.finditer(line):
            if mark["code"] == code:
                yield _MARK.sub("", lines[number + int(mark["below"] or 0)]).rstrip(), path


def _counterparts(code: str) -> Iterator[tuple[Path, str]]:
    """The lines of the right case that begin with the same key as a marked line of the wrong one."""
    for path in sorted((ROOT / "tests/rules" / code / "bad").rglob("*.yaml")):
        other = ROOT / "tests/rules" / code / "good" / path.relative_to(ROOT / "tests/rules" / code / "bad")
        lines = other.read_text("utf-8").split("\n") if other.is_file() else []
        keys = [line.partition(":")[0] for line, _ in _marked(path, code)]
        yield from ((other, line) for line in lines if line.partition(":")[0] in keys and ":" in line)


if __name__ == "__main__":
    print("".join(commands()))
