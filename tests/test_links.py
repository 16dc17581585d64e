"""`kb links` against a server on loopback: live, dead and suppressed links, and how an interrupted run continues."""

import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from conftest import ROOT, Kb, cache_of
from waiting import PATIENCE, until

from generator.reviewing.outside_links import refuse_private

ASK = ("links", "--pause", "0.01", "--timeout", "60", "--private")
NEVER = ("/slow", "/drip")
"""What does not come to its end within any time."""


@dataclass
class Server:
    """A server on loopback: its address, how often each path was asked, and when."""

    address: str = ""
    asked: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    done: Event = field(default_factory=Event)
    retry_after: str = "1"


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            path = self.path
            state.asked[f"{self.command} {path}"] += 1
            state.times.append(time.monotonic())
            if path == "/slow":
                state.done.wait(PATIENCE)
            if path == "/drip":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
                while not state.done.wait(0.2):
                    self.wfile.write(b"x")
                return
            if path == "/garbage":
                self.wfile.write(b"no http at all\r\n\r\n")
                return
            status = {"/gone": 404, "/refuses-robots": 403, "/broken": 500, "/moved": 301, "/too-often": 429}.get(
                path, 200
            )
            if path == "/busy" and state.asked["GET /busy"] < 1:
                status = 503
            if path == "/no-head" and self.command == "HEAD":
                status = 405
            self.send_response(status)
            if path == "/moved":
                self.send_header("Location", "/ok")
            if status in (429, 503):
                at = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)  # of whole seconds
                self.send_header("Retry-After", at if state.retry_after == "in-a-second" else state.retry_after)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD

        def log_message(self, *arguments: object) -> None:
            """Say nothing: the test counts for itself."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{running.server_port}"
    Thread(target=running.serve_forever, daemon=True).start()
    yield state
    state.done.set()
    running.shutdown()
    running.server_close()


def link(root: Path, *addresses: str) -> None:
    """Make these, in sources of their own, the only outside links of the base."""
    source = root / "content/sources/standard.yaml"
    text = source.read_text("utf-8")
    law = root / "content/sources/law.yaml"
    law.write_text(re.sub("address: .*\n", "", law.read_text("utf-8")), "utf-8")
    for number, address in enumerate(addresses):
        other = text.replace("id: standard", f"id: standard-{number}") + f"address: {address}\n"
        (root / f"content/sources/standard-{number}.yaml").write_text(other, "utf-8")


ANSWERS = {
    "/ok": (0, ""),
    "/no-head": (0, ""),
    "/refuses-robots": (0, ""),
    "/%E8%B7%AF%E5%BE%84?q=%E7%AD%94": (0, ""),
    "/moved": (0, "/moved  → {0}/ok  sources/standard-0\n"),
    "/gone": (1, "404  {0}/gone  sources/standard-0\n"),
    "/broken": (1, "500  {0}/broken  sources/standard-0\n"),
    "/slow": (1, "timed out  {0}/slow  sources/standard-0\n"),
    "/drip": (1, "too slow  {0}/drip  sources/standard-0\n"),
    "/garbage": (1, "{0}/garbage  sources/standard-0\n"),
}


@pytest.mark.parametrize("path", ANSWERS)
def test_what_an_address_answers(kb: Kb, small: Path, server: Server, path: str) -> None:
    link(small, server.address + path)
    code, says = ANSWERS[path]
    checked = kb(*ASK, *(("--timeout", "0.6") if path in NEVER else ()), "--root", small)
    assert checked.returncode == code, checked.stdout + checked.stderr
    assert says.format(server.address) in checked.stdout and "Traceback" not in checked.stderr
    assert checked.stdout.endswith(f"1 addresses, {code} do not answer.\n")
    assert code or says or checked.stdout.count("\n") == 1, "what answers is not worth a line"


def test_nobody_listens(kb: Kb, small: Path) -> None:
    link(small, "http://127.0.0.1:9/nobody")
    checked = kb(*ASK, "--root", small)
    assert checked.returncode == 1 and "refused" in checked.stdout


def test_a_known_failure_is_excused_until_its_day(kb: Kb, small: Path, server: Server) -> None:
    link(small, f"{server.address}/gone")
    known = small / "link-suppressions.txt"
    known.write_text(f"# 已知\n{server.address}/gone | 改版中，已写信 | 2026-12-31\n", "utf-8")
    assert kb(*ASK, "--root", small, "--as-of", "2026-12-31").returncode == 0
    checked = kb(*ASK, "--root", small, "--as-of", "2027-01-01")
    assert checked.returncode == 1 and "excused until 2026-12-31" in checked.stdout
    known.write_text(f"{server.address}/ok | 改版中 | 2026-12-31\n", "utf-8")
    link(small, f"{server.address}/ok")
    checked = kb(*ASK, "--root", small, "--as-of", "2026-12-01")
    assert checked.returncode == 0 and "take it out" in checked.stdout


@pytest.mark.parametrize("line", ["{0}/gone", "{0}/gone | | 2026-12-31", "{0}/gone | 理由 | 年底", "{0}/gone | 理由"])
def test_an_excuse_needs_a_reason_and_a_day(kb: Kb, small: Path, server: Server, line: str) -> None:
    link(small, f"{server.address}/gone")
    (small / "link-suppressions.txt").write_text("# x\n\n" + line.format(server.address) + "\n", "utf-8")
    refused = kb(*ASK, "--root", small)
    assert refused.returncode == 2
    assert "line 3: write address | reason | date" in refused.stderr and "Traceback" not in refused.stderr
    assert not server.asked


def test_a_stopped_run_goes_on_where_it_was(kb: Kb, small: Path, server: Server) -> None:
    link(small, *(f"{server.address}/{name}" for name in ("a", "b", "slow", "x")))
    command = [
        sys.executable,
        "-m",
        "generator",
        "links",
        "--private",
        "--pause",
        "0.01",
        "--timeout",
        "30",
        "--root",
        str(small),
    ]
    stopped = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until(lambda: server.asked["HEAD /slow"])
    stopped.kill()
    stopped.wait()
    server.done.set()
    before = Counter(server.asked)
    assert kb(*ASK, "--root", small).returncode == 0
    assert server.asked - before == {"HEAD /slow": 1, "HEAD /x": 1}
    before = Counter(server.asked)
    assert kb(*ASK, "--root", small).returncode == 0
    assert server.asked == before, "fresh answers are not asked for again"
    memory = cache_of(small) / "links.json"
    assert {row[0].rsplit("/", 1)[1] for row in json.loads(memory.read_text("utf-8"))} == {"a", "b", "slow", "x"}
    memory.write_text("[[", "utf-8")
    assert kb(*ASK, "--root", small).returncode == 0


def test_what_failed_is_asked_again_next_time(kb: Kb, small: Path, server: Server) -> None:
    link(small, f"{server.address}/gone")
    for times in (1, 2):
        assert kb(*ASK, "--root", small).returncode == 1
        assert server.asked["GET /gone"] == times


def test_one_host_is_not_asked_faster_than_the_pause(kb: Kb, small: Path, server: Server) -> None:
    link(small, *(f"{server.address}/{number}" for number in range(4)))
    assert kb("links", "--private", "--pause", "0.2", "--root", small).returncode == 0
    gaps = [later - earlier for earlier, later in pairwise(server.times)]
    assert min(gaps) >= 0.19


@pytest.mark.parametrize("path", ["/busy", "/too-often"])
@pytest.mark.parametrize("said", ["1", "in-a-second", "soon"])
def test_a_host_says_when_it_may_be_asked_again(kb: Kb, small: Path, server: Server, path: str, said: str) -> None:
    """As a number of seconds or as a time; after what is neither, the pause is as usual."""
    server.retry_after = said
    link(small, server.address + path, f"{server.address}/z")
    assert kb(*ASK, "--root", small).returncode == 0
    longest = max(later - earlier for earlier, later in pairwise(server.times))
    assert said == "soon" or longest >= 0.9


def test_listing_asks_nobody(kb: Kb, small: Path, server: Server) -> None:
    link(small, f"{server.address}/ok")
    assert kb("links", "--list", "--root", small).stdout == f"{server.address}/ok  sources/standard-0\n"
    assert not server.asked


def test_private_networks_are_not_asked_for_strangers(kb: Kb, small: Path, server: Server) -> None:
    """An address of a pull request, or one that it leads to, must not be a way into the network of whoever checks."""
    link(small, f"{server.address}/ok")
    checked = kb("links", "--pause", "0", "--root", small)
    assert checked.returncode == 1 and "in a private network" in checked.stdout
    assert not server.asked


@pytest.mark.parametrize(
    ("address", "refused"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("169.254.169.254", True),
        ("100.64.0.1", True),
        ("::1", True),
        ("fd00::1", True),
        ("::ffff:127.0.0.1", True),
        ("223.5.5.5", False),
        ("2400:3200::1", False),
        ("::ffff:223.5.5.5", False),
    ],
)
def test_only_the_other_end_tells_where_a_name_leads(address: str, refused: bool) -> None:
    class Connected:
        closed = False

        def getpeername(self) -> tuple[str, int]:
            return address, 443

        def close(self) -> None:
            self.closed = True

    connected: Any = Connected()
    with pytest.raises(ConnectionRefusedError) if refused else nullcontext():
        refuse_private(connected)
    assert connected.closed is refused
