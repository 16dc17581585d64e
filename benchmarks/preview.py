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
from pathlib import Path
from queue import Queue

EDIT = "这一句是第 {} 次补上的。"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("--times", type=int, default=9)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        shutil.copytree(arguments.root, root, symlinks=True, ignore=shutil.ignore_patterns(".*", "site"))
        entries = sorted((root / "content").glob("*/*.yaml"))
        entry = next(path for path in entries if path.parent.name == "strategies")
        begun = time.perf_counter()
        command = [
            sys.executable,
            "-u",
            "-m",
            "generator",
            "serve",
            "--root",
            str(root),
            "--port",
            "0",
            "--as-of",
            "2026-11-23",
        ]
        served = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            assert served.stdout
            found = re.search(r"http://127\.0\.0\.1:\d+", served.stdout.readline())
            assert found, "kb serve gave no address"
            print(f"start {time.perf_counter() - begun:.2f} s, {len(entries)} entries")
            measure(found[0], entry, arguments.times)
        finally:
            served.terminate()
            served.wait(30)


def measure(address: str, entry: Path, times: int) -> None:
    """Save an entry so many times and print how long the preview took."""
    events: Queue[tuple[float, dict[str, object]]] = Queue()
    threading.Thread(target=listen, args=(address, events), daemon=True).start()
    time.sleep(1)
    page = f"{address}/{entry.parent.name}/{entry.stem}/"
    reloads, findings = [], []
    text = entry.read_text("utf-8")
    for number in range(times):
        sentence = EDIT.format(number)
        start = time.perf_counter()
        entry.write_text(
            re.sub(r"(?m)^(answer: .*?)[。”'\"]*$", rf"\1，{sentence}", text, count=1).replace("。。", "。"), "utf-8"
        )
        while "reload" not in (event := events.get(timeout=120))[1]:
            pass
        body = urllib.request.urlopen(page).read().decode()
        assert sentence in body, "the preview showed something old"
        reloads.append((time.perf_counter() - start) * 1000)
        while "problems" not in (event := events.get(timeout=120))[1]:
            pass
        findings.append((event[0] - start) * 1000)
        time.sleep(0.3)
    for name, taken in (("reload", reloads), ("findings", findings)):
        print(f"{name:9} median {statistics.median(taken):6.0f} ms, from {min(taken):.0f} to {max(taken):.0f} ms")


def listen(address: str, events: "Queue[tuple[float, dict[str, object]]]") -> None:
    """Put every event of the preview into a queue, with when it came."""
    with urllib.request.urlopen(f"{address}/__kb/events") as stream:
        for line in stream:
            if line.startswith(b"data: "):
                events.put((time.perf_counter(), json.loads(line[6:])))


if __name__ == "__main__":
    main()
