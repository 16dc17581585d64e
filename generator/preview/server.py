"""The HTTP server of the preview, on loopback only. Over an event stream it tells open pages to reload, and what is
wrong.
"""

import json
import queue
import re
import secrets
import threading
from functools import partial
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from urllib.parse import parse_qs, quote, unquote, urlsplit

LIVE_SCRIPT = Path(__file__).with_name("live.js")
PATIENCE = 10.0
"""Seconds to wait for the rest of a request, or for a browser to read an answer."""
CONNECTIONS = 200
"""The maximum number of open connections; each open page holds one."""
_HTML, _PLAIN = "text/html; charset=utf-8", "text/plain; charset=utf-8"
_OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
_USUAL_PORT = 80
"""The port that browsers leave out of a host's name."""
_WHOLE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://(?P<host>[^/?#]*)")
"""The prefix of an absolute URL in a request line, as proxies get it."""
HEARTBEAT = 15.0
"""Seconds between keep-alive messages on an event stream, so that closed browsers are noticed."""


class Files(Protocol):
    """A site whose files can be requested by path."""

    def file(self, path: str) -> bytes | None:
        """The bytes of a file; None if there is none."""

    def is_draft(self, path: str) -> bool:
        """Whether a file is the page of an entry that is not published."""


class SiteVersion(NamedTuple):
    """One state of the site, with a name that is unique across runs."""

    name: str
    site: Files


class Preview:
    """The state of the preview: the newest site that could be built, the current problems, and the open pages."""

    def __init__(self) -> None:
        self.state: SiteVersion | None = None
        self.problems: list[dict[str, Any]] = []
        self._listeners: set[queue.SimpleQueue[str]] = set()
        self._lock = threading.Lock()

    def show(self, site: Files) -> None:
        """Sets a new site and makes every open page reload; the problems stay until new ones are reported."""
        self.state = SiteVersion(secrets.token_hex(8), site)
        self._tell({"reload": True})

    def complain(self, problems: list[dict[str, Any]]) -> None:
        """Shows these problems over the open pages; an empty list removes those shown."""
        self.problems = problems
        self._tell({"problems": problems})

    def listen(self, seen: str) -> "queue.SimpleQueue[str]":
        """A queue of events for one open page; `seen` names the state it was built from, and missed events come first."""
        listener: queue.SimpleQueue[str] = queue.SimpleQueue()
        with self._lock:
            self._listeners.add(listener)
        if self.state and self.state.name != seen:
            listener.put(json.dumps({"reload": True}))
        if self.problems:
            listener.put(json.dumps({"problems": self.problems}, ensure_ascii=False))
        return listener

    def forget(self, listener: "queue.SimpleQueue[str]") -> None:
        """Drops the queue of a page that was closed."""
        with self._lock:
            self._listeners.discard(listener)

    def _tell(self, event: dict[str, Any]) -> None:
        with self._lock:
            for listener in self._listeners:
                listener.put(json.dumps(event, ensure_ascii=False))


def server(preview: Preview, port: int) -> ThreadingHTTPServer:
    """A server on loopback only; raises `OSError` when the port is taken. Port 0 picks a free one."""
    return _Server(("127.0.0.1", port), partial(_Handler, preview))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *arguments: Any) -> None:
        self._free = threading.Semaphore(CONNECTIONS)
        super().__init__(*arguments)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answers in a new thread, unless there are too many already."""
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignores errors caused by a browser that closed the connection."""


class _Handler(BaseHTTPRequestHandler):
    timeout = PATIENCE

    def __init__(self, preview: Preview, *arguments: Any) -> None:
        self.preview = preview
        super().__init__(*arguments)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Logs nothing."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()

    def do_HEAD(self) -> None:
        """Answers like GET, without the body."""
        self.do_GET()

    def do_GET(self) -> None:
        """Answers with a file of the site, or with the event stream and the script of the preview."""
        try:
            asked = urlsplit(self.path)
        except ValueError:
            return self._send(400, _PLAIN, b"")
        if not self._meant_here():
            return self._send(421, _PLAIN, b"This preview answers to 127.0.0.1 and localhost only.\n")
        path = unquote(asked.path)
        try:
            self._answer(path, asked.query)
        except OSError:
            raise
        except Exception as error:
            self._send(500, _HTML, _live(_failure(error), self.preview.state.name if self.preview.state else ""))

    def _meant_here(self) -> bool:
        """Whether every host that a request names is this machine: the only Host header, Origin, an absolute URL.

        Otherwise a page of another site could read the preview (DNS rebinding).
        """
        port = self.connection.getsockname()[1]
        ours = {f"{host}:{port}" for host in _OWN_NAMES} | ({*_OWN_NAMES} if port == _USUAL_PORT else set())
        hosts = self.headers.get_all("Host", [])
        named = [*hosts, *(origin.removeprefix("http://") for origin in self.headers.get_all("Origin", []))]
        if whole := _WHOLE.match(self.path):
            named.append(whole["host"])
        return len(hosts) == 1 and {name.lower() for name in named} <= ours

    def _answer(self, path: str, query: str) -> None:
        if path == "/__kb/events":
            self._stream("".join(parse_qs(query).get("state", ())))
        elif path == "/__kb/live.js":
            self._send(200, "text/javascript", LIVE_SCRIPT.read_bytes())
        else:
            self._file(path)

    def _file(self, path: str) -> None:
        assert self.preview.state is not None, "requests are served once there is something to show"
        state, site = self.preview.state
        name = path.lstrip("/") + ("index.html" if path.endswith("/") else "")
        content = site.file(name)
        if content is None and site.file(f"{name}/index.html") is not None:
            self.send_response(301)
            self.send_header("Location", f"/{quote(name)}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif content is None:
            self._send(404, "text/html; charset=utf-8", _live(_at_root(site.file("404.html") or b""), state))
        elif name.endswith(".html"):
            self._send(200, "text/html; charset=utf-8", _live(content, state, site.is_draft(name)))
        else:
            self._send(200, guess_type(name)[0] or "application/octet-stream", content)

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _stream(self, seen: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if self.command == "HEAD":
            return
        listener = self.preview.listen(seen)
        try:
            while True:
                self.wfile.write(_event(listener))
                self.wfile.flush()
        except OSError:
            self.preview.forget(listener)


def _event(listener: "queue.SimpleQueue[str]") -> bytes:
    try:
        return f"data: {listener.get(timeout=HEARTBEAT)}\n\n".encode()
    except queue.Empty:
        return b": still here\n\n"


def _failure(error: Exception) -> bytes:
    """An error page for a broken template or `mkdocs.yml`, with its line if that is known."""
    place = ":".join(str(part) for name in ("filename", "lineno") if (part := getattr(error, name, None)))
    words = escape(f"{place} {type(error).__name__}: {error}".strip())
    return f"<!doctype html><html><head><meta charset=utf-8><title>500</title></head><body><pre>{words}</pre></body></html>".encode()


def _at_root(page: bytes) -> bytes:
    """The 404 page with its links rewritten: they begin with the path of the published site, but the preview is at the
    root.
    """
    base = re.search(rb'data-base="(/.+?/)(?:\./)?"', page)
    return page.replace(b'="' + base[1], b'="/') if base else page


def _live(html: bytes, state: str, draft: bool = False) -> bytes:
    mark = " data-draft" if draft else ""
    script = f'<script src="/__kb/live.js" data-state="{state}"{mark} defer></script></head>'
    return html.replace(b"</head>", script.encode(), 1)
