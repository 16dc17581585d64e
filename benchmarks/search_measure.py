"""A built site in Chromium: which pages an engine finds, what it loads until the first result, how fast it answers."""

import gzip
import re
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Page, sync_playwright
from search_asks import WORKERS
from search_engines import Engine, Unable

SLOWED = 4
"""How many times slower the processor is made."""
TOP = 10
SHOWN = 5
"""How many results a reader sees at first, where a page asks for a number of them."""
_FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")


class Sent(NamedTuple):
    """A file that was sent: for which opening of a page, when (milliseconds of the clock), and its bytes."""

    page: str | None
    asked: float
    address: str
    size: int


class Server(ThreadingHTTPServer):
    """Serves a site on loopback, gzipped where that is smaller, and remembers what was sent when."""

    daemon_threads = True

    def __init__(self, site: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.site = site
        self.sent: list[Sent] = []
        self.bodies: dict[Path, tuple[bytes, bool]] = {}
        self.address = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Pages that are closed break off their connections; all else is a fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def body(self, path: Path) -> tuple[bytes, bool]:
        """The bytes of a file as they are sent, and whether they are gzipped."""
        if path not in self.bodies:
            plain = path.read_bytes()
            small = gzip.compress(plain, 9, mtime=0)
            self.bodies[path] = (small, True) if len(small) < len(plain) else (plain, False)
        return self.bodies[path]


class _Handler(SimpleHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one packet: apart, the second waits 40 ms for the first to be acknowledged
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        asked = time.time_ns() / 1e6
        address = urlsplit(self.path).path
        path = self.server.site / address.lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        body, zipped = self.server.body(path) if found else (b"", False)
        self.server.sent.append(Sent(self.headers["X-Page"], asked, address, len(body)))
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing: the server remembers."""


class Answer(NamedTuple):
    """One answer: how many milliseconds it took since it was asked for, and since the page was opened; when it came by
    the clock; the addresses it gave."""

    taken: float
    opened: float
    at: float
    addresses: list[str]


@dataclass
class Answers:
    """What was measured: bytes and milliseconds of single questions."""

    bytes: list[int] = field(default_factory=list)
    """Gzipped bytes until the first result, from an empty cache."""
    first: list[float] = field(default_factory=list)
    """Milliseconds from the opening of a page until the first result, from an empty cache."""
    typed: list[float] = field(default_factory=list)
    """Milliseconds until the results for what has been typed so far, with what had to be loaded for it."""
    again: list[float] = field(default_factory=list)
    """The same once more, when everything has been loaded."""


class Session:
    """An engine's site, served and open in a browser."""

    def __init__(self, engine: Engine, site: Path, browser: Browser, patience: float) -> None:
        self._engine, self._browser, self._patience = engine, browser, patience
        self._loaded = re.compile(engine.loaded)
        self._pages = 0
        self._server = Server(site)
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()

    def found(self, questions: Sequence[str]) -> list[list[str]]:
        """The first pages for each question, each page once."""
        with self._page(slowed=False) as page:
            answers = [self._ask(page, question, TOP).addresses for question in questions]
        return [list(dict.fromkeys(urlsplit(each).path.strip("/") for each in answer))[:TOP] for answer in answers]

    def first_results(self, questions: Sequence[str], answers: Answers, seconds: float) -> None:
        """Ask each question with an empty cache, for so many seconds at most."""
        end = time.perf_counter() + seconds
        for question in ("", *questions):  # the first is not counted: it makes the server's gzipped files
            with self._page(slowed=True) as page:
                answer = self._ask(page, question or questions[0], 1)
            if question:
                mine = [file for file in self._server.sent if file.page == str(self._pages) and file.asked <= answer.at]
                answers.bytes.append(sum(file.size for file in mine if self._loaded.search(file.address)))
                answers.first.append(answer.opened)
                if time.perf_counter() > end:
                    break

    def keystrokes(self, questions: Sequence[str], answers: Answers, seconds: float) -> None:
        """Type each question a character at a time into a page that has answered before, all of it twice.

        Either time ends after so many seconds, and the second is no longer than the first.
        """
        typed = [question[:length] for question in questions for length in range(1, len(question) + 1)]
        with self._page(slowed=True) as page:
            self._ask(page, questions[-1], SHOWN)
            for times in (answers.typed, answers.again):
                end = time.perf_counter() + seconds
                for words in typed:
                    times.append(self._ask(page, words, SHOWN).taken)
                    if time.perf_counter() > end:
                        break
                typed = typed[: len(times)]

    @contextmanager
    def _page(self, slowed: bool) -> Iterator[Page]:
        self._pages += 1
        with closing(self._browser.new_context(extra_http_headers={"X-Page": str(self._pages)})) as context:
            context.add_init_script(f"window.inline = {str(slowed).lower()};\n{WORKERS}")
            page = context.new_page()
            page.set_default_timeout(self._patience * 1000)
            if slowed:
                context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
            try:
                page.goto(self._server.address + self._engine.start)
            except Error as error:
                raise Unable(f"page not opened: {error.message.splitlines()[0]}") from None
            yield page

    def _ask(self, page: Page, question: str, count: int) -> Answer:
        try:
            answer: Any = page.evaluate(
                f"""async ([question, count, patience]) => {{
                  const begun = performance.now();
                  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("no answer")), patience));
                  const found = await Promise.race([({self._engine.ask})(question, count), late]);
                  const ended = performance.now();
                  return [ended - begun, ended, Date.now(), found];
                }}""",
                [question, count, self._patience * 1000],
            )
        except Error as error:
            raise Unable(f"“{question}”: {error.message.splitlines()[0]}") from None
        return Answer(*answer)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright, closing(playwright.chromium.launch(executable_path=path, args=_FLAGS)) as one:
        yield one
