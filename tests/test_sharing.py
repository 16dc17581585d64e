"""The shared cache: a machine uses the results of another if they are signed with the common secret."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import DAY, ROOT

from generator.remembering import sharing
from generator.remembering.memo import Memo, digest
from generator.remembering.sharing import SharingRefused, asked_for
from generator.remembering.store import Store

SECRET = "a secret of thirty-two characters"


class Server(ThreadingHTTPServer):
    """Keeps what it is sent, and counts what it is asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.kept: dict[str, bytes] = {}
        self.asked: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/cache"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append("GET")
        found = self.server.kept.get(self.path)
        self.send_response(200 if found is not None else 404)
        self.send_header("Content-Length", str(len(found or b"")))
        self.end_headers()
        self.wfile.write(found or b"")

    def do_PUT(self) -> None:
        self.server.asked.append("PUT")
        self.server.kept[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server
        server.shutdown()


@pytest.fixture
def common(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(sharing.URL, server.url)
    monkeypatch.setenv(sharing.SECRET, SECRET)
    monkeypatch.setattr(sharing, "PATIENCE", 0.0)


def memo(folder: Path) -> Memo:
    folder.mkdir()
    return Memo(1, Store(folder / "results.sqlite"), asked_for())


def tenfold(memo: Memo, values: range, made: list[int]) -> list[int]:
    def times_ten(value: int) -> int:
        made.append(value)
        return 10 * value

    return list(memo.over("ten", times_ten, values, (digest(str(value)) for value in values)))


@pytest.mark.usefixtures("common")
def test_what_one_has_made_another_takes(tmp_path: Path) -> None:
    values, first, second = range(300), list[int](), list[int]()
    assert tenfold(memo(tmp_path / "one"), values, first) == tenfold(memo(tmp_path / "other"), values, second)
    assert len(first) == 300 and second == []


@pytest.mark.usefixtures("common")
def test_one_new_value_costs_one_bundle(tmp_path: Path) -> None:
    tenfold(memo(tmp_path / "one"), range(3000), [])
    made: list[int] = []
    assert tenfold(memo(tmp_path / "other"), range(3001), made)[-1] == 30_000
    # Where bundles end depends on the keys, and these on the code: one of more than two thirds of the values never comes.
    assert 3000 in made and len(made) < 2000


@pytest.mark.usefixtures("common")
def test_what_is_not_signed_is_made_again(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    tenfold(memo(tmp_path / "one"), range(100), [])
    made: list[int] = []
    monkeypatch.setenv(sharing.SECRET, SECRET[::-1])
    assert tenfold(memo(tmp_path / "other"), range(100), made) == [10 * value for value in range(100)]
    assert len(made) == 100


@pytest.mark.usefixtures("common")
@pytest.mark.parametrize("harm", [b"", b"\0" * 40, None])
def test_what_is_damaged_or_mixed_up_is_made_again(tmp_path: Path, server: Server, harm: bytes | None) -> None:
    tenfold(memo(tmp_path / "one"), range(300), [])
    first = next(iter(server.kept.values()))
    server.kept = dict.fromkeys(server.kept, first if harm is None else harm)
    assert tenfold(memo(tmp_path / "other"), range(300), []) == [10 * value for value in range(300)]


def test_a_server_that_is_not_there_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(sharing.URL, "http://127.0.0.1:9/")
    monkeypatch.setenv(sharing.SECRET, SECRET)
    monkeypatch.setenv(sharing.SHARE, "2/2")
    assert tenfold(memo(tmp_path / "one"), range(300), []) == [10 * value for value in range(300)]


@pytest.mark.parametrize(
    ("url", "secret", "share"),
    [
        ("file:///etc", SECRET, ""),
        ("http://", SECRET, ""),
        ("http://a", "short", ""),
        ("http://a", SECRET, "3/2"),
        ("http://a", SECRET, "0/2"),
        ("http://a", SECRET, "a"),
    ],
)
def test_settings_that_are_no_good_are_refused(
    monkeypatch: pytest.MonkeyPatch, url: str, secret: str, share: str
) -> None:
    for name, value in ((sharing.URL, url), (sharing.SECRET, secret), (sharing.SHARE, share)):
        monkeypatch.setenv(name, value)
    with pytest.raises(SharingRefused):
        asked_for()


def building(root: Path, folder: Path, server: Server, share: str) -> "subprocess.Popen[bytes]":
    settings = {
        sharing.URL: server.url,
        sharing.SECRET: SECRET,
        sharing.SHARE: share,
        "KB_CACHE": str(folder / "cache"),
    }
    command = (sys.executable, "-m", "generator", "build", "-q", "-j", "1", "--as-of", DAY.isoformat())
    return subprocess.Popen(
        [*command, "--root", str(root), "--out", str(folder / "site")], env=os.environ | settings, cwd=ROOT
    )


def test_two_machines_share_a_cold_build(small: Path, tmp_path: Path, server: Server) -> None:
    folders = [tmp_path / name for name in ("one", "other", "third")]
    for folder in folders:
        folder.mkdir()
    both = [building(small, folder, server, f"{number}/2") for number, folder in enumerate(folders[:2], 1)]
    assert [process.wait() for process in both] == [0, 0]
    before = len(server.asked)
    assert building(small, folders[2], server, "").wait() == 0
    sites = [{p.relative_to(f): p.read_bytes() for p in (f / "site").rglob("*.*")} for f in folders]
    sites = [{path.relative_to("site"): content for path, content in site.items()} for site in sites]
    assert sites[0] and sites[0] == sites[1] == sites[2]
    assert "PUT" not in server.asked[before:]
