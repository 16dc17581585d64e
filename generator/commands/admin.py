"""`kb admin`: writes the editing page for the browser, which is served beside the site and never loaded by readers."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from generator.cli import SetupError, root_option
from generator.language import say

PROGRAM = "node_modules/@sveltia/cms/dist/sveltia-cms.js"


@click.command(
    "admin",
    help=say(
        "生成一个网页版的编辑台（Sveltia CMS）：表单照内容类型生成，保存就是提交到 GitHub。放在网站旁边，读者不会加载它。\n\n"
        "程序本身不在本仓库里，由 npm 按锁定的版本下载。",
        "Make an editing page for the browser (Sveltia CMS): forms as the content types say, saving commits to GitHub. "
        "It lies beside the site; readers never load it.\n\nThe program itself is fetched by npm, at a locked version.",
    ),
)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help=say("放在哪里。", "Where it goes.")
)
@click.option(
    "--repository", metavar="OWNER/NAME", required=True, help=say("GitHub 上的仓库。", "The repository on GitHub.")
)
@click.option("--branch", default="main", show_default=True, help=say("提交到哪个分支。", "The branch to commit to."))
@root_option
def command(out: Path, repository: str, branch: str, root: Path) -> None:
    from generator.editing.admin import PAGE, settings
    from generator.reading.disk import read_files
    from generator.reading.editors_words import read_all_words

    topics = read_all_words(read_files(root))[0].topics
    out.mkdir(parents=True, exist_ok=True)
    _fetch(out / "sveltia-cms.js")
    (out / "config.json").write_bytes(settings(repository, branch, topics))
    (out / "index.html").write_text(PAGE, "utf-8")
    click.echo(say(f"编辑台在 {out}。", f"The editing page is in {out}."))


def _fetch(target: Path) -> None:
    """Installs the program of the page by npm, at the version and hash in the lock file."""
    from generator.editing.admin import lock

    if shutil.which("npm") is None:
        raise SetupError(say("要先装 Node.js（里面有 npm）。", "This needs Node.js, which brings npm."))
    with TemporaryDirectory() as name:
        shutil.copytree(lock(), name, dirs_exist_ok=True)
        done = subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--silent"], cwd=name, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SetupError(say(f"npm 没有取到：{done.stderr[-300:]}", f"npm failed: {done.stderr[-300:]}"))
        shutil.copy(Path(name) / PROGRAM, target)
