"""How long an editor waits: from saving an entry until the preview has told the page to reload and answers with it.

`python benchmarks/preview.py ROOT [--times 9]` works on a copy, with `kb serve` as a process of its own, and prints
milliseconds. `findings` is when the preview knows everything that is wrong, which takes longer and keeps nobody waiting.
"""

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

EDIT = "这一句是第 {} 次补上的。"
TIMES = 9
DAY = "2026-11-23"


@dataclass(frozen=True)
class Waits:
    """Milliseconds of each save until the page is there again, and until everything that is wrong is known; seconds
    until the preview was up."""

    start: float
    reload: list[float]
    findings: list[float]

    def __str__(self) -> str:
        """One line: medians, and from which to which."""
        parts = (
            f"{name} {statistics.median(taken):.0f} ms ({min(taken):.0f}–{max(taken):.0f})"
            for name, taken in (("save to reload", self.reload), ("all findings", self.findings))
        )
        return f"kb serve: {', '.join(parts)}, up after {self.start:.1f} s"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("--times", type=int, default=TIMES)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        shutil.copytree(arguments.root, root, symlinks=True, ignore=shutil.ignore_patterns(".*", "site"))
        print(waits(root, arguments.times))


def waits(root: Path, times: int = TIMES) -> Waits:
    """Preview a root, save one of its entries so many times, and see how long it takes. The entry stays changed."""
    entry = min((root / "content/strategies").glob("*.yaml"))
    begun = time.perf_counter()
    command = [sys.executable, "-u", "-m", "generator", "serve", "--root", str(root), "--port", "0", "--as-of", DAY]
    served = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert served.stdout
        found = re.search(r"http://127\.0\.0\.1:\d+", served.stdout.readline())
        assert found, "kb serve gave no address"
        return Waits(time.perf_counter() - begun, *measure(found[0], entry, times))
    finally:
        served.terminate()
        served.wait(30)


def measure(address: str, entry: Path, times: int) -> tuple[list[float], list[float]]:
    """Save an entry so many times: the milliseconds until the page, and until the findings."""
    events: Queue[tuple[float, dict[str, object]]] = Queue()
    page = f"{address}/{entry.parent.name}/{entry.stem}/"
    with urllib.request.urlopen(page) as answer:
        state = re.search(rb'data-state="(\w+)"', answer.read())
    assert state, "the page does not say which state it shows"
    threading.Thread(
        target=listen, args=(f"{address}/__kb/events?state={state[1].decode()}", events), daemon=True
    ).start()
    time.sleep(1)
    reloads, findings = [], []
    text = entry.read_text("utf-8")
    for number in range(times):
        sentence = EDIT.format(number)
        changed = re.sub(r"(?m)^(answer: .*?)[。”'\"]*$", rf"\1，{sentence}", text, count=1)
        start = time.perf_counter()
        entry.write_text(changed, "utf-8")
        while "reload" not in events.get(timeout=120)[1]:
            pass
        with urllib.request.urlopen(page) as answer:
            assert sentence in answer.read().decode(), "the preview showed something old"
        reloads.append((time.perf_counter() - start) * 1000)
        while "problems" not in (event := events.get(timeout=120))[1]:
            pass
        findings.append((event[0] - start) * 1000)
        time.sleep(0.3)
    return reloads, findings


def listen(stream_of: str, events: "Queue[tuple[float, dict[str, object]]]") -> None:
    """Put every event of the preview into a queue, with when it came."""
    with urllib.request.urlopen(stream_of) as stream:
        for line in stream:
            if line.startswith(b"data: "):
                events.put((time.perf_counter(), json.loads(line[6:])))


if __name__ == "__main__":
    main()
