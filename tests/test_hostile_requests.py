"""The preview answers only requests of its own pages, never blocks, and its worker processes end with it."""

import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ROOT
from processes import runs
from waiting import PATIENCE, until

from generator.preview import server as previewing
from generator.preview.server import Preview, server


class _Site:
    """A site of one page, and one that cannot be made."""

    def is_draft(self, path: str) -> bool:
        return False

    def file(self, path: str) -> bytes | None:
        if path == "broken/index.html":
            raise SyntaxError("unexpected {% end", ("entries/concept.html.j2", 7, 1, ""))
        return b"<head></head>page" if path in ("index.html", "concepts/fenfu/index.html", "404.html") else None


@pytest.fixture
def port() -> Iterator[int]:
    import threading

    preview = Preview()
    preview.show(_Site())
    made = server(preview, 0)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made.server_address[1]
    made.shutdown()
    made.server_close()


def ask(port: int, path: str = "/", method: str = "GET", host: str | None = None) -> tuple[int, dict[str, str], bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host or f"127.0.0.1:{port}")
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "127.0.0.1:1",
        "localhost",
        "localhost.:PORT",
        "evil@localhost:PORT",
        "[::2]:PORT",
        "0.0.0.0:PORT",
        "localhost:PORT.evil.example",
        "localhost:PORT, evil.example",
        " ",
    ],
)
def test_another_name_is_refused(port: int, host: str) -> None:
    for path in ("/", "/__kb/events", "/__kb/live.js", "/nowhere"):
        status, _, body = ask(port, path, host=host.replace("PORT", f"{port}"))
        assert status == 421 and b"page" not in body


@pytest.mark.parametrize(
    "request_",
    [
        "GET / HTTP/1.1\r\nHost: localhost:PORT\r\nHost: evil.example",
        "GET / HTTP/1.1\r\nHost: localhost:PORT\r\nHost: localhost:PORT",
        "GET http://evil.example/ HTTP/1.1\r\nHost: localhost:PORT",
        "GET https://localhost:1/ HTTP/1.1\r\nHost: localhost:PORT",
        "GET / HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: http://evil.example",
        "GET / HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: null",
        "GET / HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: https://localhost:PORT",
        "GET / HTTP/1.0",
        "GET / HTTP/1.1",
    ],
)
def test_no_second_name_gets_past_the_first(port: int, request_: str) -> None:
    answer = said(port, request_.replace("PORT", f"{port}"))
    assert b" 421 " in answer and b"page" not in answer


@pytest.mark.parametrize(
    "request_",
    [
        "GET http://localhost:PORT/ HTTP/1.1\r\nHost: localhost:PORT",
        "GET / HTTP/1.1\r\nHost: LocalHost:PORT",
        "GET / HTTP/1.1\r\nHost: [::1]:PORT",
        "GET / HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: http://localhost:PORT",
    ],
)
def test_its_own_name_may_be_said_in_each_way(port: int, request_: str) -> None:
    assert b" 200 " in said(port, request_.replace("PORT", f"{port}"))


def said(port: int, request_: str) -> bytes:
    """What is answered first to a request as it is written here."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as made:
        made.sendall(f"{request_}\r\n\r\n".encode())
        return made.recv(2000)


def test_its_own_names_are_answered(port: int) -> None:
    for host in ("127.0.0.1", "localhost"):
        status, headers, body = ask(port, host=f"{host}:{port}")
        assert status == 200 and b"page" in body
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_head_is_get_without_the_body(port: int) -> None:
    for path in ("/", "/nowhere", "/concepts/fenfu", "/__kb/events"):
        status, _, body = ask(port, path, "HEAD")
        assert status in (200, 301, 404) and body == b""


def test_what_cannot_be_made_says_why(port: int) -> None:
    status, _, body = ask(port, "/broken/")
    assert status == 500 and b"entries/concept.html.j2:7" in body and b"live.js" in body


@pytest.mark.parametrize("path", ["//evil.example/%2f..", "/%2fconcepts/fenfu", "//concepts/fenfu"])
def test_it_leads_to_no_other_host(port: int, path: str) -> None:
    status, headers, _ = ask(port, path)
    assert status in (301, 404) and not headers.get("Location", "/x").startswith("//")


def test_an_address_that_is_none_is_a_bad_request(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as made:
        made.sendall(f"GET http://[ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        assert b" 400 " in made.recv(1000)


def test_half_a_request_is_not_waited_for(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previewing._Handler, "timeout", 2)
    halves = [socket.create_connection(("127.0.0.1", port), PATIENCE) for _ in range(40)]
    for half in halves:
        half.sendall(b"GET / HT")
    assert ask(port)[0] == 200
    for half in halves:
        assert half.recv(100) == b"", "closed"
        half.close()


def test_more_connections_than_there_may_be_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previewing, "CONNECTIONS", 3)
    monkeypatch.setattr(previewing._Handler, "timeout", PATIENCE)
    import threading

    preview = Preview()
    preview.show(_Site())
    with server(preview, 0) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        held = [socket.create_connection(made.server_address, PATIENCE) for _ in range(3)]
        for one in held:
            one.sendall(b"GET / HT")
        for _ in range(5):
            assert is_closed(made.server_address[1])
        for one in held:
            one.close()
        until(lambda: not is_closed(made.server_address[1]))
        made.shutdown()


def is_closed(port: int) -> bool:
    """Whether a request is sent away unanswered."""
    try:
        return said(port, f"GET / HTTP/1.1\r\nHost: localhost:{port}") == b""
    except ConnectionError:
        return True


WORKERS = """
import os, sys, time
from generator.remembering import pool
parent = os.getpid()
def wait(value):
    if os.getpid() == parent:  # which leaves time to the others
        return time.sleep(0.01)
    open(f"{sys.argv[1]}/{os.getpid()}", "w").close()
    time.sleep(3600)
list(pool.over(wait, list(range(2000)), 3))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such signal")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_their_parent(tmp_path: Path, ending: int) -> None:
    with subprocess.Popen([sys.executable, "-c", WORKERS, tmp_path], cwd=ROOT, stderr=subprocess.DEVNULL) as parent:
        try:
            workers = _workers(tmp_path)
            parent.send_signal(ending)
            until(lambda: not any(map(runs, workers)))
        finally:
            parent.kill()


def _workers(folder: Path) -> list[int]:
    """The two processes that have written their names."""
    until(lambda: len(list(folder.iterdir())) == 2)
    return [int(path.name) for path in folder.iterdir()]
