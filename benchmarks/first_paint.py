"""How long a phone on a slow network shows nothing: `python benchmarks/first_paint.py SITE [RUNS]`.

400 kbit/s, 400 ms, a processor four times slower, files gzipped, nothing cached; medians of nine runs unless said.
"""

import gzip
import shutil
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, sync_playwright

RUNS = 9
PAGES = ("", "process/collection-call", "effects/despair", "myths/jail-for-overdue", "contacts")
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""Bytes a second, milliseconds."""
FIRST = "performance.getEntriesByName('first-contentful-paint').map((entry) => entry.startTime)[0]"


class Gzipped(SimpleHTTPRequestHandler):
    """Serves a folder as a server on the web does."""

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return None
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def main() -> None:
    """Measure some pages and print a table in Markdown."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site").resolve()
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else RUNS
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Gzipped, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    print("| page | first text, s, median | slowest |")
    print("| --- | ---: | ---: |")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for page in PAGES:
            seconds = [painted(browser, f"http://127.0.0.1:{server.server_port}/{page}") for _ in range(runs)]
            print(f"| /{page} | {median(seconds):.2f} | {max(seconds):.2f} |")
        browser.close()
    server.shutdown()
    server.server_close()


def painted(browser: Browser, address: str) -> float:
    """Seconds until the first text of a page, with an empty cache."""
    context = browser.new_context(viewport={"width": 360, "height": 572})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address, wait_until="load")
    page.wait_for_function(FIRST, timeout=60_000)  # a busy machine paints after it has loaded
    found: float = page.evaluate(FIRST)
    context.close()
    return found / 1000


if __name__ == "__main__":
    main()
