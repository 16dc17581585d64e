"""Fixtures: a fixed day, a small site to change, the real site built once, a browser.

Tests of code use sites of their own. Those that need the real content are marked `content` (a test that asks for
`real_site` is so by itself): they judge what editors wrote, and no other test can read it.
"""

import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from generator.base import Base
from generator.diagnostics import Diagnostic
from generator.reading.references import in_words
from generator.remembering.place import SETTING, folder_of
from generator.remembering.pool import cores
from generator.remembering.store import FILE as RESULTS
from generator.remembering.store import SECRET
from generator.rendering.prose import Piece
from tests import commands, templates_once
from tests.found import compare
from tests.waiting import PATIENCE

os.environ.setdefault("KB_LANG", "en")
ROOT = Path(__file__).parent.parent
SITES = Path(__file__).parent / "sites"
PHONE = {"width": 360, "height": 640}
expect.set_options(timeout=PATIENCE * 1000)
DAY = date(2026, 11, 26)
"""The day that the small sites are judged by."""
_REVIEWED = re.compile(r"^(?:reviewed|verified):.*?\bon: (\d{4}-\d\d-\d\d)", re.MULTILINE | re.DOTALL)
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-expected", action="store_true", help="write what is built into tests/sites/*/expected")


class Guard:
    """Refuses to open the real content while a test of code runs, so that no edit of an article can break one."""

    content = f"{ROOT / 'content'}{os.sep}"
    closed = False

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.closed and event == "open" and str(arguments[0]).startswith(self.content):
            raise AssertionError(f"a test of code reads {arguments[0]}; mark it `content` if it judges the content")


GUARD = Guard()


def pytest_configure(config: pytest.Config) -> None:
    sys.addaudithook(GUARD)
    templates_once.share()
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # begun in the background: what tests start must be stoppable
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: some of them always wait, for a browser or a command."""
    return cores() + -(-cores() // 2)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what needs the real site, and begins with it, while other workers do what does not; then files of few
    tests, which are long ones, so that no worker is left with one at the end."""
    for item in items:
        if "real_site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.content)
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: (item.get_closest_marker("content") is None, tests[item.path], item.path))


def pieces(text: str, shown: str) -> list[Piece]:
    """The references of a text, each shown as these words."""
    return [Piece(found.start, found.end, shown) for found in in_words(text)]


@pytest.fixture(autouse=True)
def guarded(request: pytest.FixtureRequest) -> Iterator[None]:
    """Closes the real content for tests that are not marked `content`."""
    GUARD.closed = request.node.get_closest_marker("content") is None
    yield
    GUARD.closed = False


@cache
def content_day() -> date:
    """The day that the real content is judged by: its newest review, so that neither an edit nor the calendar matters."""
    files = (path.read_text("utf-8") for path in (ROOT / "content").rglob("*.*"))
    return max(date.fromisoformat(day) for text in files for day in _REVIEWED.findall(text))


@pytest.fixture(scope="session")
def whole_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


Kb = Callable[..., subprocess.CompletedProcess[str]]


@contextmanager
def once(folder: Path) -> Iterator[bool]:
    """Whether a folder is still to be made by whoever asks; all other workers wait until it is."""
    folder.parent.mkdir(exist_ok=True)
    with folder.with_name("lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield not folder.is_dir()


@pytest.fixture(scope="session", autouse=True)
def cache_folder(whole_run: Path) -> Iterator[Path]:
    """The cache folder of a whole run, instead of the user's own."""
    folder = whole_run / "kb-cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SETTING, str(folder))
        yield folder


def real_base() -> Base:
    """The real content, with what the run remembers of it."""
    return Base.at(ROOT).on(1)


def cache_of(root: Path) -> Path:
    """Where things about a root are kept between runs."""
    folder = folder_of(root)
    assert folder
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """A run that left out the oldest browser says so at its end, in red; one that wrote golden sites says which pages."""
    if config.getoption("--update-expected"):
        call = ["git", "diff", "--stat", "--", str(SITES)]
        shown = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False).stdout
        terminalreporter.write_line(shown or "The golden sites are as they were.")
    skipped = terminalreporter.stats.get("skipped", [])
    if any("NOT RUN IN CHROMIUM 83" in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(
            "NOT RUN IN CHROMIUM 83: sh tests/set-up-old-browser.sh fetches it", red=True, bold=True
        )


def small_at(root: Path) -> Path:
    """A copy of the small site, with the real shell."""
    shutil.copytree(SITES / "small" / "content", root / "content")
    shutil.copytree(ROOT / "site_templates", root / "site_templates")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


@pytest.fixture(scope="session")
def cache_of_small(whole_run: Path, kb: Kb) -> Path:
    """The cache folder of the small site, as a build leaves it that knew nothing."""
    root = whole_run / "known/small"
    with once(root) as first:
        if first:
            built = kb("build", "--root", small_at(root), "--as-of", DAY)
            assert built.returncode == 0, built.stderr
    return cache_of(root)


@pytest.fixture
def small(tmp_path: Path, cache_of_small: Path) -> Iterator[Path]:
    """A copy of the small site that a test may change. What it does not change was built before."""
    root = small_at(tmp_path / "small")
    cache = cache_of(root)
    for name in (RESULTS, SECRET):
        shutil.copy(cache_of_small / name, cache)
    yield root
    shutil.rmtree(cache, ignore_errors=True)


AsWritten = Callable[[str, Iterable[Diagnostic]], None]


@pytest.fixture
def as_written(request: pytest.FixtureRequest) -> AsWritten:
    """Compares findings with those written down under a name; `--update-expected -n 0` writes what is found now."""
    file = request.path.with_name(f"{request.path.stem.removeprefix('test_')}.found.json")
    return partial(compare, file, update=request.config.getoption("--update-expected"))


@pytest.fixture
def unbuilt(tmp_path: Path) -> Iterator[Path]:
    """A copy of the small site that has never been built: for tests that run no command there."""
    root = small_at(tmp_path / "small")
    yield root
    shutil.rmtree(cache_of(root), ignore_errors=True)


def allowed(words: list[str]) -> bool:
    """Whether a test that is not about the real content may run this command."""
    own = {"--root", "--help"} & {*words} and str(ROOT) not in words
    return bool(own) or not GUARD.closed or words[:1] in (["explain"], ["reference"], ["init"], ["verify"])


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Kb:
    """Runs `kb` as an editor would, in English, and gives its exit code and output."""
    folder = tmp_path_factory.mktemp("output")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KB_LANG", "en")
        commands.get_ready()

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        words = [*map(str, arguments)]
        assert allowed(words), "this reads the real content"
        return commands.run(words, {**os.environ, "KB_LANG": "en"}, folder)

    return run


@pytest.fixture(scope="session")
def kb_anew() -> Kb:
    """The same in an interpreter of its own, which hashes words otherwise: for what must not depend on that."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        words = [*map(str, arguments)]
        assert allowed(words), "this reads the real content"
        return subprocess.run(
            [sys.executable, "-m", "generator", *words],
            capture_output=True,
            text=True,
            env={**os.environ, "KB_LANG": "en"},
            cwd=ROOT,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def real_site(whole_run: Path, kb: Kb) -> Path:
    """The site of the real content, built once in a whole run: workers wait for the one that builds it."""
    out = whole_run / "real/site"
    with once(out) as first:
        if first:
            built = kb("build", "--root", ROOT, "--out", out, "--as-of", content_day())
            assert built.returncode == 0, built.stderr
    return out


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What drives browsers; there can be one in a process."""
    with sync_playwright() as playwright:
        yield playwright


def patient(context: BrowserContext) -> None:
    """Lets a browser take its time on a busy machine."""
    context.set_default_timeout(PATIENCE * 1000)


@pytest.fixture(scope="session")
def chromium(driver: Playwright) -> Iterator[Browser]:
    """Debian's Chromium: the one without windows, where there is one."""
    path = next(filter(None, map(shutil.which, BROWSERS)))
    browser = driver.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS), timeout=PATIENCE * 1000)
    browser.on("context", patient)
    yield browser
    browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A phone-sized page that fails the test on any script error or request to another place."""
    context = chromium.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: None if request.url.startswith("file:") else faults.append(request.url))
    yield page
    context.close()
    assert not faults


def address_now(site: Path, address: str) -> str:
    """Where a page is now: the address that a former address leads to."""
    leads = re.search(
        r'http-equiv="refresh" content="[^"]*?url=([^"#?]+)', (site / address / "index.html").read_text("utf-8")
    )
    if not leads:
        return address
    return (
        (site / address / leads[1])
        .resolve()
        .relative_to(site.resolve())
        .as_posix()
        .removesuffix("index.html")
        .strip("/")
    )


def open_page(page: Page, site: Path, address: str) -> None:
    """Open a page of a built site from the file system, wherever it has been moved."""
    page.goto((site / address_now(site, address) / "index.html").as_uri())


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves folders on loopback while tests run, and gives their addresses."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        handler = partial(_Silent, directory=str(folder))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing: requests are not of interest."""
