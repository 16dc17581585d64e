"""Settings for Caddy: a Caddyfile with one site; for a domain, Caddy obtains the certificate itself."""

from collections.abc import Iterator

from generator.policy import FOREVER, HASHED, OPEN, SHORT, TYPES
from generator.publishing.service import Service


def settings(service: Service) -> str:
    """The settings for a site, as the text of a Caddyfile."""
    return "\n".join(
        [
            f"{service.listen} {{",
            f"  root * {_quoted(service.folder.as_posix())}",
            *_headers(service),
            # Longer cache times have narrower patterns and come first.
            f"  header ?Cache-Control {_quoted(SHORT)}",
            f"  @forever path_regexp {HASHED}",
            f"  header @forever Cache-Control {_quoted(FOREVER)}",
            f"  @open path_regexp {OPEN}",
            "  header @open Access-Control-Allow-Origin *",
            *_types(),
            *_moved(service),
            *_place(service.base),
            "  handle_errors {",
            *_headers(service),
            f"    header Cache-Control {_quoted(SHORT)}",
            '    header Content-Type "text/html; charset=utf-8"',
            "    rewrite * /404.html",
            "    file_server",
            "  }",
            "}",
            "",
        ]
    )


def _moved(service: Service) -> list[str]:
    """The lines for redirects, with and without a trailing slash."""
    pairs = ((old, new) for start, new in service.moved.items() for old in (start, start.rstrip("/")))
    return [f"  redir {old} {new} permanent" for old, new in pairs]


def _headers(service: Service) -> Iterator[str]:
    yield from (
        "  header {",
        *(f"    {name} {_quoted(value)}" for name, value in service.headers.items()),
        "    -Server",
        "  }",
    )


def _types() -> Iterator[str]:
    for ending, kind in TYPES.items():
        name = f"@type{ending.replace('.', '-')}"
        yield f"  {name} path *{ending}"
        yield f'  header {name} Content-Type "{kind}; charset=utf-8"'


def _place(base: str) -> Iterator[str]:
    files = ["    @hidden path_regexp /\\.|^/_(?:headers|redirects)$", "    error @hidden 404"]
    if base == "/":
        yield from ("  handle {", *files, "    file_server {", "      precompressed br gzip", "    }", "  }")
        return
    yield f"  redir {base.rstrip('/')} {base} permanent"
    yield from (f"  handle_path {base}* {{", *files, "    file_server {", "      precompressed br gzip", "    }", "  }")
    yield from ("  handle {", "    error 404", "  }")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
