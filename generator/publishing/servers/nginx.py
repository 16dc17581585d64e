"""Settings for nginx: a `server` block with its `map`s, to be included inside `http`."""

from collections.abc import Iterable, Mapping

from generator.policy import FOREVER, HASHED, OPEN, SHORT, TYPES
from generator.publishing.service import Service

_TEXT = "text/css text/markdown text/plain text/calendar text/xml application/javascript application/json application/xml application/atom+xml"

_KNOWN = frozenset({".atom"})
"""Suffixes for which nginx's own list has the content type."""


def settings(service: Service) -> str:
    """The settings for a site, as the text of a file."""
    maps = (
        *_map("$uri", "$kb_cache", {f"~{HASHED}": FOREVER}, SHORT),
        *_map("$uri", "$kb_open", {f"~{OPEN}": "*"}, ""),
        *_map("$uri", "$kb_moved", _moved(service.moved), ""),
    )
    inside = (*_general(service), *_answers(service.base, service.folder.as_posix().rstrip("/")))
    return "\n".join((*maps, "server {", *(f"  {line}" for line in inside), "}", ""))


def _general(service: Service) -> Iterable[str]:
    """The lines about listening, and about headers of every response."""
    headers = (*service.headers.items(), ("Cache-Control", "$kb_cache"), ("Access-Control-Allow-Origin", "$kb_open"))
    return (
        f"listen {service.listen};",
        "server_tokens off;",
        "absolute_redirect off;",
        "charset utf-8;",
        f"charset_types {_TEXT};",
        "include /etc/nginx/mime.types;",
        "types {",
        *(f"  {kind} {name.lstrip('.')};" for name, kind in TYPES.items() if name not in _KNOWN),
        "}",
        *(["brotli_static on;"] if service.brotli else []),
        "gzip_static on;",
        "gzip_vary on;",
        *(f"add_header {name} {_quoted(value)} always;" for name, value in headers),
    )


def _answers(base: str, folder: str) -> Iterable[str]:
    """The `location` blocks: which file is sent for which path."""
    return (
        f"error_page 403 404 =404 {base}404.html;",
        "if ($kb_moved) { return 301 $kb_moved; }",
        # Hidden files and the settings for other hosts are not served.
        r"location ~ /\.(?!well-known/)|/_(?:headers|redirects)$ { return 404; }",
        *([] if base == "/" else [f"location = {base.rstrip('/')} {{ return 301 {base}; }}"]),
        f"location {base} {{",
        f"  alias {_quoted(folder + '/')};",
        "  index index.html;",
        "}",
    )


def _moved(moved: Mapping[str, str]) -> dict[str, str]:
    pairs = ((old, new) for start, new in moved.items() for old in (start, start.rstrip("/")))
    return dict(pairs)


def _map(given: str, name: str, values: Mapping[str, str], default: str) -> Iterable[str]:
    rows = [f"  {_quoted(key)} {_quoted(value)};" for key, value in values.items()]
    return [f"map {given} {name} {{", f"  default {_quoted(default)};", *rows, "}"]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
