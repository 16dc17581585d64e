"""Fixtures: a fixed day, a small site to change, the real site built once, a browser."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from generator.remembering.place import SETTING, folder_of

ROOT = Path(__file__).parent.parent
SITES = Path(__file__).parent / "sites"
PHONE = {"width": 360, "height": 640}
DAY = date(2026, 11, 26)
CHROMIUM_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-expected", action="store_true", help="write what is built into tests/sites/*/expected")


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The cache folder of a whole run, instead of the user's own."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "kb-cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SETTING, str(folder))
        yield folder


def cache_of(root: Path) -> Path:
    """Where things about a root are kept between runs."""
    folder = folder_of(root)
    assert folder
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A run that left out the oldest browser says so at its end, in red."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any("NOT RUN IN CHROMIUM 83" in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(
            "NOT RUN IN CHROMIUM 83: sh tests/set-up-old-browser.sh fetches it", red=True, bold=True
        )


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small site, with the real shell, that a test may change."""
    root = tmp_path / "small"
    shutil.copytree(SITES / "small" / "content", root / "content")
    shutil.copytree(ROOT / "site_templates", root / "site_templates")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


Kb = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def kb() -> Kb:
    """Runs `kb` as an editor would, in English, and gives its exit code and output."""
    return lambda *arguments: subprocess.run(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        capture_output=True, text=True, timeout=300, env={**os.environ, "KB_LANG": "en"}, cwd=ROOT, check=False,
    )  # fmt: skip


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory, kb: Kb) -> Path:
    """The site of the real content, built once for the session of a worker."""
    out = tmp_path_factory.mktemp("real") / "site"
    built = kb("build", "--root", ROOT, "--out", out, "--as-of", DAY)
    assert built.returncode == 0, built.stderr
    return out


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
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


def open_page(page: Page, site: Path, address: str) -> None:
    """Open a page of a built site from the file system."""
    page.goto((site / address / "index.html").as_uri())


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
