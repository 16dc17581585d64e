"""Former addresses that lead on to where an entry is now."""

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape

from generator.linking.addresses import address, file_of, relative
from generator.linking.redirects import moves
from generator.rendering.edition import Edition
from generator.rendering.inputs import Inputs
from generator.rendering.output import Output, PlannedFiles
from generator.rendering.page import PlannedPage

_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{href}">
<meta http-equiv="refresh" content="0; url={href}">
</head>
<body><p>这一页搬到了 <a href="{href}">{title}</a>。</p></body>
</html>
"""


def planned(inputs: Inputs) -> Iterator[PlannedFiles]:
    """A small page at each former address, and at the address of each retired entry."""
    for old, new in moves(inputs.edition.library).items():
        yield PlannedFiles((file_of(address(old)),), partial(_redirect, old, new, inputs.edition))


def _redirect(old: str, new: str, edition: Edition, pages: Sequence[PlannedPage]) -> tuple[Output, ...]:
    start = address(old)
    href, title = escape(relative(start, address(new))), escape(edition.library[new].entry.title)
    return (Output(file_of(start), _PAGE.format(href=href, title=title).encode()),)
