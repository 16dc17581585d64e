"""Former addresses that lead on to where an entry is now."""

from html import escape

from generator.linking.addresses import address, file_of, relative
from generator.rendering.edition import Edition
from generator.rendering.output import Output

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


def outputs(edition: Edition) -> tuple[Output, ...]:
    """A small page at each former address, and at the address of each retired entry."""
    ways = [(old, document.key) for document in edition.library for old in document.entry.moved_from]
    for document in edition.library:
        if document.entry.status == "retired" and document.entry.replaced_by:
            target = edition.library.resolve(document.entry.replaced_by)
            if target.key:
                ways.append((document.key, target.key))
    return tuple(_redirect(old, new, edition) for old, new in sorted(ways))


def _redirect(old: str, new: str, edition: Edition) -> Output:
    start = address(old)
    href, title = escape(relative(start, address(new))), escape(edition.library[new].entry.title)
    return Output(file_of(start), _PAGE.format(href=href, title=title).encode())
