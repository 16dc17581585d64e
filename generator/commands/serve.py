"""`kb serve`: a preview in the browser that is updated on each save."""

import gc
import signal
import threading
import webbrowser
from collections.abc import Iterator, Sequence, Set
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.base import Base
from generator.cli import SetupError, as_of_option, root_option
from generator.dates import day_of_build, day_of_check
from generator.language import preferred, say, shown
from generator.remembering.pool import cores

if TYPE_CHECKING:
    from generator.preview.server import Preview
    from generator.preview.workspace import Look, Workspace

DEBOUNCE = 30
"""Changes within this many milliseconds count as one save."""
QUIET = 200
"""Milliseconds after which the watcher says that nothing has changed."""


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
    from generator.preview.server import Preview, server
    from generator.preview.workspace import Workspace

    for ending in (signal.SIGINT, signal.SIGTERM):
        # Also if a script has started it in the background, where Ctrl-C is ignored.
        signal.signal(ending, signal.default_int_handler)
    preview = Preview()
    try:
        httpd = server(preview, port)
    except OSError:
        raise _taken(port) from None
    with httpd:
        workspace = Workspace(Base.at(root))
        first = workspace.look(day_of_check(as_of), day_of_build(as_of), cores())
        with suppress(Exception):  # the error is shown when a page is requested
            # Imports what rendering needs, so that the first save is as fast as the others.
            first.site.file("index.html")
        _show(preview, first, root)
        address = f"http://127.0.0.1:{httpd.server_address[1]}/"
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        click.echo(say(f"在看 {address}（Ctrl-C 结束）", f"Serving {address} (Ctrl-C ends)"))
        if show:
            webbrowser.open(address)
        _follow(preview, workspace, root, as_of)


def _taken(port: int) -> SetupError:
    other = f"kb serve --port {port + 1}"
    return SetupError(say(f"端口 {port} 已经有程序在用。换一个：{other}", f"Port {port} is in use. Try: {other}"))


def _follow(preview: "Preview", workspace: "Workspace", root: Path, as_of: datetime | None) -> None:
    # The objects of an old state are freed by reference counting. The cyclic collector would traverse the whole base again
    # and again, so it runs only after the page is shown.
    gc.collect()
    gc.disable()
    places = (root / "content", root / "site_templates", root / "mkdocs.yml")
    while True:
        seen = _stamps(places)
        for number, changed in enumerate(_watched(places)):
            # After a file or folder was replaced by another, the old one would still be watched.
            moved = _stamps(places) != seen
            # Changes between the first look and the start of watching were not reported.
            if changed or moved or (number == 0 and workspace.changed):
                # One job, because a process with threads should not be forked.
                _look(preview, workspace, root, as_of)
                gc.collect(1)
            if moved:
                break
        else:
            return  # Ctrl-C


def _watched(places: Sequence[Path]) -> Iterator[Set[tuple[object, str]]]:
    """The changes below these places as they are saved; an empty set after each quiet while."""
    from watchfiles import watch

    there = (path for path in places if path.exists())
    return watch(*there, debounce=DEBOUNCE, step=10, rust_timeout=QUIET, yield_on_timeout=True, raise_interrupt=False)


def _stamps(places: Sequence[Path]) -> list[tuple[int, int]]:
    """Device and inode of each path, which change when it is replaced by another file or folder."""
    stamps = []
    for place in places:
        try:
            found = place.lstat()
            stamps.append((found.st_ino, 0 if place.is_dir() else found.st_mtime_ns))
        except OSError:
            stamps.append((0, 0))
    return stamps


def _look(preview: "Preview", workspace: "Workspace", root: Path, as_of: datetime | None) -> None:
    """Shows the content as it is now; an error must not end the preview."""
    try:
        _show(preview, workspace.look(day_of_check(as_of), day_of_build(as_of)), root)
    except Exception as error:
        click.echo(shown(f"{type(error).__name__}: {error}"), err=True)


def _show(preview: "Preview", look: "Look", root: Path) -> None:
    """Shows the content at once, and the findings as soon as they are computed."""
    from generator.reporting import records, report, severity_of

    preview.show(look.site)
    if look.faults:
        preview.complain(records(look.faults, preferred()))
    errors = [finding for finding in look.findings if severity_of(finding) == "error"]
    preview.complain(records(errors, preferred()))
    if errors:
        click.echo(report(errors, root, "text", preferred()), err=True)
