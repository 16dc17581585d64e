"""Redirects from former addresses: a small page at each, and a `_redirects` file for hosts that read it."""

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from generator.linking.addresses import address, file_of, relative
from generator.linking.redirects import moves
from generator.policy import META, hashed_path
from generator.rendering.inputs import Inputs
from generator.rendering.output import Output, PlannedFiles
from generator.rendering.page import PlannedPage

FOR_HOSTS = "_redirects"
_SCRIPT = Path(__file__).with_name("moved.js").read_bytes()
SCRIPT = hashed_path("moved.js", _SCRIPT)

# Without a script the way leads to the file itself, which is there on a server and in the file system.
_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<link rel="canonical" href="{canonical}">
<noscript><meta http-equiv="refresh" content="0; url={href}"></noscript>
</head>
<body><p>这一页搬到了 <a href="{href}">{title}</a>。</p><script src="{script}"></script></body>
</html>
"""


def planned(inputs: Inputs) -> Iterator[PlannedFiles]:
    """A small page at each former address, and at the address of each retired entry."""
    moved = moves(inputs.edition.library)
    for old, new in moved.items():
        yield PlannedFiles((file_of(address(old)),), partial(_redirect, old, new, inputs))
    if moved:
        yield PlannedFiles((SCRIPT, FOR_HOSTS), partial(_common, moved, inputs.site_url))


def _redirect(old: str, new: str, inputs: Inputs, pages: Sequence[PlannedPage]) -> tuple[Output, ...]:
    start, end = address(old), address(new)
    text = _PAGE.format(
        title=escape(inputs.edition.library[new].entry.title),
        href=escape(relative(start, f"/{file_of(end)}")),
        canonical=escape(urljoin(inputs.site_url, end[1:]) if inputs.site_url else relative(start, end)),
        script=relative(start, f"/{SCRIPT}"),
        policy=META,
    )
    return (Output(file_of(start), text.encode()),)


def _common(moved: dict[str, str], site_url: str, pages: Sequence[PlannedPage]) -> tuple[Output, ...]:
    base = urlsplit(site_url).path.rstrip("/")
    lines = [f"{base}{address(old)} {base}{address(new)} 301" for old, new in moved.items()]
    return Output(SCRIPT, _SCRIPT), Output(FOR_HOSTS, "".join(f"{line}\n" for line in lines).encode())
