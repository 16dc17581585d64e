"""The preview: a loopback server of the last good build, which tells open pages to reload or what is wrong."""

import json
import queue
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

LIVE_SCRIPT = Path(__file__).with_name("live.js")
_INJECTED = b'<script src="/__kb/live.js" defer></script></head>'
HEARTBEAT = 15.0
"""Seconds between signs of life on an event stream, so that closed browsers are noticed."""


class Preview:
    """What is being shown: the folder of the last good build, and what is wrong with the content now."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.problems: list[dict[str, Any]] = []
        self._listeners: set[queue.SimpleQueue[str]] = set()
        self._lock = threading.Lock()

    def show(self, folder: Path) -> None:
        """Serve a new build and have every open page reload."""
        self.folder, self.problems = folder, []
        self._tell({"reload": True})

    def complain(self, problems: list[dict[str, Any]]) -> None:
        """Keep the last good build up and show the problems over it."""
        self.problems = problems
        self._tell({"problems": problems})

    def listen(self) -> "queue.SimpleQueue[str]":
        """A queue of events for one open page; the present problems come first."""
        listener: queue.SimpleQueue[str] = queue.SimpleQueue()
        with self._lock:
            self._listeners.add(listener)
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


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, preview: Preview, *arguments: Any) -> None:
        self.preview = preview
        super().__init__(*arguments, directory=str(preview.folder))

    def log_message(self, format: str, *arguments: Any) -> None:
        """Requests of a preview are not worth a line each."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/__kb/events":
            self._stream()
        elif path == "/__kb/live.js":
            self._send(200, "text/javascript", LIVE_SCRIPT.read_bytes())
        else:
            self._page(Path(self.translate_path(path)))

    def _page(self, file: Path) -> None:
        if file.is_dir() and not self.path.partition("?")[0].endswith("/"):
            super().do_GET()
            return
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file() and self.preview.folder:
            self._send(404, "text/html; charset=utf-8", _live((self.preview.folder / "404.html").read_bytes()))
        elif file.suffix == ".html":
            self._send(200, "text/html; charset=utf-8", _live(file.read_bytes()))
        else:
            super().do_GET()

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        listener = self.preview.listen()
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


def _live(html: bytes) -> bytes:
    return html.replace(b"</head>", _INJECTED, 1)
