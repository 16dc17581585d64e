"""How long a phone on a slow network waits for the first result: `python benchmarks/search_phone.py SITE [COUNT]`.

400 kbit/s, 400 ms, a processor six times slower, files gzipped, nothing cached; 40 questions of the held-out tests unless said.
Each is asked in three ways: by opening its address, all at once in the page of search that has loaded, and typed there, two
characters every 0.6 seconds. Timed from the opening, or from the last key, until a result stands there, or the word that there is none.
"""

import random
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import yaml
from first_paint import SLOW
from peers import ROOT
from playwright.sync_api import Browser, Page
from search_cost import at
from search_measure import Server, chromium

COUNT = 40
SLOWED = 6
TOGETHER, PAUSE = 2, 600
"""Characters typed together, milliseconds between them."""
WATCH = """addEventListener("DOMContentLoaded", () => {
  const [results, note] = ["search-results", "search-status"].map((name) => document.getElementById(name));
  window.asked = 0;
  document.addEventListener("input", () => { window.asked = performance.now(); window.answered = 0; }, true);
  const watch = new MutationObserver(() => requestAnimationFrame(() => {
    if (results.children.length || note.textContent.includes("没有找到")) window.answered = window.answered || performance.now();
  }));
  for (const place of [results, note]) watch.observe(place, { childList: true });
});"""
"""When the question was asked, and when the first result was painted."""


def opened(page: Page, address: str, question: str) -> None:
    """Open the address of a question."""
    page.goto(f"{address}?q={quote(question)}", wait_until="commit")


def at_once(page: Page, address: str, question: str) -> None:
    """Give the page of search a whole question, as a voice or the clipboard does."""
    page.goto(address, wait_until="networkidle")
    page.locator("#kb-q").fill(question)


def typed(page: Page, address: str, question: str) -> None:
    """Type a question into the page of search."""
    page.goto(address, wait_until="networkidle")
    page.locator("#kb-q").focus()
    for start in range(0, len(question), TOGETHER):
        page.keyboard.insert_text(question[start : start + TOGETHER])
        page.wait_for_timeout(PAUSE if start + TOGETHER < len(question) else 0)


WAYS = (opened, at_once, typed)


def main() -> None:
    """Measure and print a table in Markdown."""
    server = Server(Path(sys.argv[1] if len(sys.argv) > 1 else "site").resolve())
    count = int(sys.argv[2]) if len(sys.argv) > 2 else COUNT
    judged = yaml.safe_load((ROOT / "tests/search/unseen.yaml").read_text("utf-8"))["queries"]
    questions = random.Random(count).sample([query["q"] for query in judged if query["split"] == "held"], count)
    Thread(target=server.serve_forever, daemon=True).start()
    print("| asked | ms until the first result, median | 95% | slowest |\n| --- | ---: | ---: | ---: |")
    with chromium() as browser:
        for way in WAYS:
            times = [waited(browser, way, f"{server.address}/search/", question) for question in questions]
            print(f"| {way.__name__} | {at(0.5, times):,} | {at(0.95, times):,} | {max(times):,} |", flush=True)
    server.shutdown()
    server.server_close()


def waited(browser: Browser, way: Callable[[Page, str, str], None], address: str, question: str) -> int:
    """Milliseconds until the first result of a question, with an empty cache."""
    with closing(browser.new_context(viewport={"width": 360, "height": 572}, bypass_csp=True)) as context:
        context.add_init_script(WATCH)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        way(page, address, question)
        page.wait_for_function("window.answered", timeout=60_000)
        return round(float(page.evaluate("answered - asked")))


if __name__ == "__main__":
    main()
