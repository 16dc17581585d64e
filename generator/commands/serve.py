"""`kb serve`: a preview that follows the files as they are saved."""

import signal
import tempfile
import threading
import webbrowser
from datetime import datetime
from itertools import count
from pathlib import Path
from shutil import rmtree

import click

from generator.cli import SetupError, root_option
from generator.dates import as_of_option, day_of_build, day_of_check
from generator.language import preferred, say
from generator.memo import Memo, opened
from generator.pool import cores
from generator.reporting import records, report, severity_of
from generator.serving import Preview, server
from generator.site import assemble, examine


@click.command(
    "serve",
    help=say(
        "边写边看：保存文件，浏览器里的页面就跟着变。\n\n有错误时，页面下方写出文件、行号和改法，上一个好的页面还在。按 Ctrl-C 结束。",
        "Preview while you write: save a file and the page in the browser follows.\n\n"
        "A fault is shown over the last good page with its file, line and advice. Ctrl-C ends.",
    ),
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help=say("端口；0 表示自动选一个。", "Port; 0 picks a free one."),
)
@click.option("--open", "show", is_flag=True, help=say("同时打开浏览器。", "Open the browser too."))
@as_of_option
@root_option
def command(port: int, show: bool, as_of: datetime | None, root: Path) -> None:
    for ending in (signal.SIGINT, signal.SIGTERM):
        # Also where a script has started it in the background, with Ctrl-C ignored.
        signal.signal(ending, signal.default_int_handler)
    preview = Preview()
    try:
        httpd = server(preview, port)
    except OSError:
        raise SetupError(
            say(
                f"端口 {port} 已经有程序在用。换一个：kb serve --port {port + 1}",
                f"Port {port} is in use. Try: kb serve --port {port + 1}",
            )
        ) from None
    with tempfile.TemporaryDirectory(prefix="kb-preview-") as folder, httpd:
        builds = count(1)
        memo = opened(root, cores())
        _refresh(preview, root, Path(folder), next(builds), as_of, memo)
        address = f"http://127.0.0.1:{httpd.server_address[1]}/"
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        click.echo(say(f"在看 {address}（Ctrl-C 结束）", f"Serving {address} (Ctrl-C ends)"))
        if show:
            webbrowser.open(address)
        # From here on there are threads, and a process with threads is better not forked.
        _follow(preview, root, Path(folder), builds, as_of, Memo(1, memo.store))


def _follow(
    preview: Preview, root: Path, folder: Path, builds: "count[int]", as_of: datetime | None, memo: Memo
) -> None:
    from watchfiles import watch

    watched = [path for path in (root / "content", root / "site_templates", root / "mkdocs.yml") if path.exists()]
    for _ in watch(*watched, debounce=100, step=20, raise_interrupt=False):
        _refresh(preview, root, folder, next(builds), as_of, memo)


def _refresh(preview: Preview, root: Path, folder: Path, number: int, as_of: datetime | None, memo: Memo) -> None:
    """Show a new build, or the errors that keep it from being one."""
    from generator.hosting import build_with_mkdocs

    examination = examine(root, day_of_check(as_of), memo=memo)
    errors = [finding for finding in examination.findings if severity_of(finding) == "error"]
    if not errors or preview.folder is None:
        target = folder / str(number)
        build_with_mkdocs(root, assemble(root, examination, day_of_build(as_of), memo), target)
        preview.show(target)
        rmtree(folder / str(number - 2), ignore_errors=True)
    if errors:
        preview.complain(records(errors, preferred()))
        click.echo(report(errors, root, "text", preferred()), err=True)
