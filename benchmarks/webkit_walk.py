"""The reader's walk in WebKit, which stands for Safari: `python benchmarks/webkit_walk.py ADDRESS`, where the site is served.

Debian's `webkit2gtk-driver` and `xvfb` are needed. Prints what was found at each step, and fails where one is not as it should be.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

DRIVER = "http://127.0.0.1:4471"
PATIENCE = 15
"""Seconds."""
WALK = (
    ("index.html", "document.querySelector('[data-search-open]').click()", "document.querySelector('[role=combobox]')"),
    (
        None,
        "var box = document.querySelector('[role=combobox]'); box.value = '会坐牢吗';"
        "box.dispatchEvent(new Event('input', {bubbles: true}))",
        "/坐牢/.test((document.querySelector('[role=option]') || {}).textContent)",
    ),
    (
        "letters/complaint-lender/",
        "document.querySelector('[data-next-step]').click();"
        "var box = document.querySelector('#in-name'); box.value = '张三';"
        "box.dispatchEvent(new Event('input', {bubbles: true}))",
        "document.querySelectorAll('.kb-step')[1].open && /张三/.test(document.querySelector('[data-text]').textContent)",
    ),
    (
        "checks/this-call/",
        "document.querySelector('[data-question]:not([hidden]) a[data-go]').click()",
        "document.querySelectorAll('[data-question]:not([hidden])').length === 1",
    ),
    ("calculators/real-apr/", "", "document.querySelector('form.kb-tool:not([hidden]) input')"),
    (
        "concepts/interest-and-apr/",
        "document.querySelectorAll('details').forEach((fold) => (fold.open = true));"
        "document.querySelector('main .kb-cite a, main a.kb-cite, main sup a').click()",
        "Array.from(document.querySelectorAll('.sheet, [role=dialog]')).some((note) => note.getBoundingClientRect().height)",
    ),
    (
        "case-log/",
        "document.querySelector('[data-now]').click(); document.querySelector('form[data-add=call] [type=submit]').click()",
        "document.querySelectorAll('[data-rows-shown] li').length === 1",
    ),
)
"""A page (none: the same one), what is done there, and what must then be so."""


def main(site: str) -> None:
    """Walk, and tell how each step went."""
    with _session() as session:
        for page, done, expected in WALK:
            if page is not None:
                _ask("POST", f"{session}/url", url=site + page)
            _run(session, done)
            print(
                page or "the same page",
                "as it should be" if _comes(session, expected) else sys.exit(f"{page}: not so: {expected}"),
            )


@contextmanager
def _session() -> Iterator[str]:
    """A browser of its own."""
    quiet = {"WEBKIT_DISABLE_COMPOSITING_MODE": "1", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    command = ["xvfb-run", "-a", "WebKitWebDriver", f"--port={DRIVER.rpartition(':')[2]}"]
    browser = str(next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")))
    options = {"webkitgtk:browserOptions": {"binary": browser, "args": ["--automation"]}}
    driver = subprocess.Popen(command, env={**os.environ, **quiet}, start_new_session=True)
    try:
        time.sleep(3)
        begun = _ask("POST", "/session", capabilities={"alwaysMatch": options})
        print("WebKitGTK", begun["capabilities"]["browserVersion"])
        yield f"/session/{begun['sessionId']}"
        _ask("DELETE", f"/session/{begun['sessionId']}")
    finally:
        os.killpg(driver.pid, signal.SIGTERM)


def _comes(session: str, expected: str) -> bool:
    """Whether something is so before patience ends."""
    for _ in range(4 * PATIENCE):
        if _run(session, f"return Boolean({expected})"):
            return True
        time.sleep(0.25)
    return False


def _run(session: str, script: str) -> Any:
    return _ask("POST", f"{session}/execute/sync", script=script, args=[])


def _ask(method: str, path: str, **body: object) -> Any:
    """What the driver answers."""
    sent = json.dumps(body).encode() if method == "POST" else None
    request = Request(DRIVER + path, sent, {"Content-Type": "application/json"}, method=method)
    with build_opener(ProxyHandler({})).open(request, timeout=60) as answer:
        return json.load(answer)["value"]


if __name__ == "__main__":
    main(sys.argv[1])
