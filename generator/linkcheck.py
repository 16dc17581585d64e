"""Outside links: whether they still answer. The only module that uses the network; asked politely, remembered, resumable."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from generator.entry import walk
from generator.library import Library

PAUSE = 1.0
"""Seconds between two requests to one host."""
TIMEOUT = 20.0
AGENT = "Mozilla/5.0 (compatible; fenfu-kb link check)"
FRESH = timedelta(days=7)
"""An answer this young is not asked for again, so that a run that was stopped goes on where it was."""


@dataclass(frozen=True)
class OutsideLink:
    """An address outside the site, and the entries that hold it."""

    address: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What an address answered: an HTTP status, or 0 with the reason there was none; and on which day."""

    address: str
    status: int
    reason: str
    on: date

    @property
    def alive(self) -> bool:
        """Whether a reader would get there. Refusals of robots (401, 403, 405, 429) prove that something is there."""
        return 200 <= self.status < 400 or self.status in (401, 403, 405, 429)


@dataclass(frozen=True)
class Suppression:
    """An address whose failure is known: why, and until when that may go on."""

    address: str
    reason: str
    until: date


def outside_links(library: Library) -> tuple[OutsideLink, ...]:
    """Every outside address in a field of an entry, with the entries that hold it."""
    found: dict[str, set[str]] = {}
    for document in library:
        for _, value, _ in walk(document.entry):
            if isinstance(value, str) and value.startswith(("http://", "https://")):
                found.setdefault(value, set()).add(document.key)
    return tuple(OutsideLink(address, tuple(sorted(keys))) for address, keys in sorted(found.items()))


def ask(address: str, today: date) -> Answer:
    """What an address answers now; a host that refuses HEAD is asked with GET."""
    for method in ("HEAD", "GET"):
        request = urllib.request.Request(address, method=method, headers={"User-Agent": AGENT})
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
                return Answer(address, response.status, "", today)
        except urllib.error.HTTPError as error:
            if method == "GET" or error.code not in (403, 404, 405, 501):
                return Answer(address, error.code, str(error.reason), today)
        except (OSError, ValueError) as error:
            return Answer(address, 0, str(error), today)
    raise AssertionError("GET always answers")


def check(
    links: Iterable[OutsideLink], memory: Path, today: date, asking: Callable[[str, date], Answer] = ask
) -> Iterator[tuple[OutsideLink, Answer]]:
    """Each link with its answer, at most one request a second to one host; answers are remembered in a file."""
    known = _remembered(memory)
    last: dict[str, float] = {}
    for link in links:
        answer = known.get(link.address)
        if answer is None or not answer.alive or today - answer.on > FRESH:
            host = urlsplit(link.address).netloc
            time.sleep(max(0.0, last.get(host, 0.0) + PAUSE - time.monotonic()))
            answer = known[link.address] = asking(link.address, today)
            last[host] = time.monotonic()
            _remember(memory, known)
        yield link, answer


def suppressions(path: Path) -> tuple[Suppression, ...]:
    """The known failures: lines `address | reason | until`, `#` begins a comment. Raises `ValueError` on another form."""
    if not path.is_file():
        return ()
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    parts = [[part.strip() for part in line.split("|")] for line in lines if line and not line.startswith("#")]
    return tuple(Suppression(address, reason, date.fromisoformat(until)) for address, reason, until in parts)


def _remembered(memory: Path) -> dict[str, Answer]:
    if not memory.is_file():
        return {}
    rows = json.loads(memory.read_text("utf-8"))
    return {address: Answer(address, status, reason, date.fromisoformat(on)) for address, status, reason, on in rows}


def _remember(memory: Path, known: dict[str, Answer]) -> None:
    memory.parent.mkdir(parents=True, exist_ok=True)
    rows = [(answer.address, answer.status, answer.reason, answer.on.isoformat()) for answer in known.values()]
    memory.write_text(json.dumps(rows, ensure_ascii=False, indent=0), "utf-8")
