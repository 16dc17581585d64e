"""The preview: a loopback server of the content as it is being written, which tells open pages to reload or what is wrong."""

import json
import queue
import secrets
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

LIVE_SCRIPT = Path(__file__).with_name("live.js")
HEARTBEAT = 15.0
"""Seconds between signs of life on an event stream, so that closed browsers are noticed."""


class Files(Protocol):
    """Something that has files: their bytes by path, nothing where there is none."""

    def file(self, path: str) -> bytes | None: ...


class State(NamedTuple):
    """One state of the site; no two have the same name, in other runs either."""

    name: str
    site: Files


class Preview:
    """What is being shown: the newest state that can be, and what is wrong with the content now."""

    def __init__(self) -> None:
        self.state: State | None = None
        self.problems: list[dict[str, Any]] = []
        self._listeners: set[queue.SimpleQueue[str]] = set()
        self._lock = threading.Lock()

    def show(self, site: Files) -> None:
        """Serve a new state and have every open page reload; the problems stay until others are told."""
        self.state = State(secrets.token_hex(8), site)
        self._tell({"reload": True})

    def complain(self, problems: list[dict[str, Any]]) -> None:
        """Show the problems over the pages; none take away what is there."""
        self.problems = problems
        self._tell({"problems": problems})

    def listen(self, seen: str) -> "queue.SimpleQueue[str]":
        """A queue of events for one open page, made from the state named; what it has missed comes first."""
        listener: queue.SimpleQueue[str] = queue.SimpleQueue()
        with self._lock:
            self._listeners.add(listener)
        if self.state and self.state.name != seen:
            listener.put(json.dumps({"reload": True}))
        if self.problems:
            listener.put(json.dumps({"problems": self.problems}, ensure_ascii=False))
        return listener

    def forget(self, listener: "queue.SimpleQueue[str]") -> None:
        """Drop the queue of a page that was closed."""
        with self._lock:
            self._listeners.discard(listener)

    def _tell(self, event: dict[str, Any]) -> None:
        with self._lock:
            for listener in self._listeners:
                listener.put(json.dumps(event, ensure_ascii=False))


def server(preview: Preview, port: int) -> ThreadingHTTPServer:
    """A server on loopback only; raises `OSError` when the port is taken. Port 0 picks a free one."""
    made = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, preview))
    made.daemon_threads = True
    return made


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, preview: Preview, *arguments: Any) -> None:
        self.preview = preview
        super().__init__(*arguments)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Requests of a preview are not worth a line each."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        path = unquote(asked.path)
        if path == "/__kb/events":
            self._stream("".join(parse_qs(asked.query).get("state", ())))
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
            self.send_header("Location", f"{path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif content is None:
            self._send(404, "text/html; charset=utf-8", _live(site.file("404.html") or b"", state))
        elif name.endswith(".html"):
            self._send(200, "text/html; charset=utf-8", _live(content, state))
        else:
            self._send(200, guess_type(name)[0] or "application/octet-stream", content)

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, seen: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
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


def _live(html: bytes, state: str) -> bytes:
    script = f'<script src="/__kb/live.js" data-state="{state}" defer></script></head>'
    return html.replace(b"</head>", script.encode(), 1)
