"""Checks external links: rate-limited, cached, and resumable."""

import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import quote, urlsplit

from generator.entry import walk
from generator.reading.library import Library
from generator.remembering.place import ordinary, written

_WAITS = 3
AGENT = "Mozilla/5.0 (compatible; fenfu-kb link check)"
_LONGEST_PAUSE = 60.0
"""Maximum number of seconds to wait when a host asks for a pause (`Retry-After`)."""
FRESH = timedelta(days=7)
"""Maximum age of a cached answer: younger ones are reused, so that an interrupted run continues where it stopped."""


@dataclass(frozen=True)
class OutsideLink:
    """An external address and the keys of the entries that contain it."""

    address: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Manners:
    """Request settings: seconds between two requests to one host, seconds to wait for an answer, and whether hosts of
    private networks may be asked too.
    """

    pause: float = 1.0
    timeout: float = 20.0
    private: bool = False


@dataclass(frozen=True)
class Response:
    """The answer of an address on a day: an HTTP status, or 0 and the reason why there was none.

    `led_to` is the final address after redirects, if another; `pause` the seconds that `Retry-After` asks for.
    """

    address: str
    status: int
    reason: str
    on: date
    led_to: str = ""
    pause: float = 0.0

    @property
    def alive(self) -> bool:
        """Whether a reader would get there. Statuses with which hosts refuse robots (401, 403, 405, 429) count as
        alive.
        """
        return 200 <= self.status < 400 or self.status in (401, 403, 405, 429)


@dataclass(frozen=True)
class Suppression:
    """An address that is known to fail: the reason, and the last day on which that is accepted."""

    address: str
    reason: str
    until: date


def outside_links(library: Library) -> tuple[OutsideLink, ...]:
    """Every external address in a field of an entry, with the entries that contain it."""
    found: dict[str, set[str]] = {}
    for document in library:
        for _, value, _ in walk(document.entry):
            if isinstance(value, str) and value.startswith(("http://", "https://")):
                found.setdefault(value, set()).add(document.key)
    return tuple(OutsideLink(address, tuple(sorted(keys))) for address, keys in sorted(found.items()))


def ask(address: str, today: date, manners: Manners) -> Response:
    """Requests an address with HEAD, then GET if that fails; temporary failures are tried once more."""
    answer = _asked("HEAD", address, today, manners)
    for _ in range(2):
        if answer.alive:
            break
        time.sleep(max(manners.pause, answer.pause))
        answer = _asked("GET", address, today, manners)
        if 0 < answer.status < 500:
            break
    return answer


def _asked(method: str, address: str, today: date, manners: Manners) -> Response:
    """One request with a total time limit, since a host could send its answer byte by byte for ever."""
    came: SimpleQueue[Response] = SimpleQueue()
    Thread(target=lambda: came.put(_answer(method, address, today, manners)), daemon=True).start()
    try:
        return came.get(timeout=_WAITS * manners.timeout)
    except Empty:
        return Response(address, 0, "too slow", today)


def _answer(method: str, address: str, today: date, manners: Manners) -> Response:
    encoded = quote(address, safe="%/:=&?~#+!$,;'@()*[]")
    request = urllib.request.Request(encoded, method=method, headers={"User-Agent": AGENT})
    try:
        opened = urllib.request.build_opener() if manners.private else _TO_PUBLIC_HOSTS
        with opened.open(request, timeout=manners.timeout) as response:
            return Response(address, response.status, "", today, response.url if response.url != encoded else "")
    except urllib.error.HTTPError as error:
        error.close()
        if 300 <= error.code < 400:
            return Response(address, 0, "redirects in a circle", today)
        # Hosts that refuse HEAD may still answer GET.
        status = error.code if method == "GET" else -error.code
        return Response(address, status, str(error.reason), today, pause=_pause(error.headers))
    except (OSError, HTTPException, ValueError) as error:
        return Response(address, 0, str(error) or type(error).__name__, today)


class _Public(HTTPConnection):
    """A connection that ends before the request is sent when it has led to a host of a private network.

    Whoever writes an address also rules its name, and where that leads when it is asked for: only the other end tells.
    """

    def connect(self) -> None:
        super().connect()
        refuse_private(self.sock)


class _PublicSecure(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        refuse_private(self.sock)


class _ToPublicHosts(urllib.request.HTTPHandler, urllib.request.HTTPSHandler):
    def http_open(self, request: urllib.request.Request) -> HTTPResponse:
        return self.do_open(_Public, request)

    def https_open(self, request: urllib.request.Request) -> HTTPResponse:
        return self.do_open(_PublicSecure, request)


# With a proxy the other end is always the proxy, which decides by itself what may be reached.
_TO_PUBLIC_HOSTS = urllib.request.build_opener(*(() if urllib.request.getproxies() else (_ToPublicHosts,)))


def refuse_private(connected: socket.socket) -> None:
    """Raises `ConnectionRefusedError` when the other end of a connection has no public address."""
    there = ip_address(connected.getpeername()[0])
    mapped = there.ipv4_mapped if isinstance(there, IPv6Address) else None
    if not (mapped or there).is_global:
        connected.close()
        raise ConnectionRefusedError("in a private network")


def _pause(headers: Message) -> float:
    """Seconds that `Retry-After` asks for, given as a number or a date; 0 if it is missing or malformed."""
    said = headers.get("Retry-After", "")
    with suppress(ValueError, TypeError):
        if said.isdecimal():
            return min(float(said), _LONGEST_PAUSE)
        wait = (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds()
        return min(max(wait, 0.0), _LONGEST_PAUSE)
    return 0.0


def check(
    links: Iterable[OutsideLink], memory: Path | None, today: date, manners: Manners
) -> Iterator[tuple[OutsideLink, Response]]:
    """Each link with its answer, as it comes; `memory` is the file in which answers are cached."""
    known = _remembered(memory) if memory else {}
    last: dict[str, float] = {}
    for link in links:
        answer = known.get(link.address)
        if answer is None or not answer.alive or abs(today - answer.on) > FRESH:  # future: a clock was wrong
            host = urlsplit(link.address).netloc
            time.sleep(max(0.0, last.get(host, 0.0) + manners.pause - time.monotonic()))
            answer = known[link.address] = ask(link.address, today, manners)
            last[host] = time.monotonic() + answer.pause
            if memory:
                _remember(memory, known)
        yield link, answer


def suppressions(path: Path) -> tuple[Suppression, ...]:
    """The known failures in a file with lines `address | reason | until`; `#` begins a comment.

    Raises `ValueError` with the number of the first malformed line.
    """
    lines = ordinary(path).decode("utf-8", "replace").splitlines() if path.is_file() else []
    return tuple(
        _suppression(number, line)
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
    )


def _suppression(number: int, line: str) -> Suppression:
    parts = [part.strip() for part in line.split("|")]
    try:
        address, reason, until = parts
        if address and reason:
            return Suppression(address, reason, date.fromisoformat(until))
    except ValueError:
        pass
    raise ValueError(number)


def _remembered(memory: Path) -> dict[str, Response]:
    try:
        rows = json.loads(memory.read_text("utf-8"))
        return {
            str(row[0]): Response(str(row[0]), int(row[1]), str(row[2]), date.fromisoformat(row[3]), str(row[4]))
            for row in rows
        }
    except (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}  # no file of answers, or a damaged one: all links are requested again


def _remember(memory: Path, known: dict[str, Response]) -> None:
    rows = [(a.address, a.status, a.reason, a.on.isoformat(), a.led_to) for a in known.values()]
    with suppress(OSError):
        written(memory, json.dumps(rows, ensure_ascii=False, indent=0).encode("utf-8"))
