"""How long `kb check`, `kb build` and `kb serve` take on the real content, beside stock MkDocs on the same words.

Prints one table; every row is the median of whole processes, times in seconds, ratios against the peer's build.
The peer gets the same articles as plain Markdown and builds them with Material and its search plugin.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator.site import assemble, examine

ROOT = Path(__file__).parent.parent
PEER = """site_name: peer
theme: {name: material, language: zh, font: false}
plugins: [search]
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="runs of each command (default 5)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        pages = write_peer(home / "peer")
        peer = median(
            lambda: run("mkdocs", "build", "-q", "-f", home / "peer/mkdocs.yml", "-d", home / "peer-site"), runs
        )
        rows = [
            ("stock MkDocs + Material, build", peer),
            ("kb check", median(lambda: run("generator", "check", "--root", ROOT, "--quiet"), runs)),
            ("kb build", median(lambda: run("generator", "build", "--root", ROOT, "--out", home / "site", "-q"), runs)),
        ]
        print(f"{pages} pages, median of {runs} runs\n\n| command | seconds | of the peer's build |\n|---|---:|---:|")
        for name, seconds in rows:
            print(f"| {name} | {seconds:.2f} | {seconds / peer:.2f} |")


def write_peer(folder: Path) -> int:
    """The same pages as plain Markdown files for a stock MkDocs; their number."""
    site = assemble(ROOT, examine(ROOT, date(2026, 11, 23)))
    for page in site.pages:
        path = folder / "docs" / f"{page.address.strip('/') or 'index'}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        source = (ROOT / page.source).read_text("utf-8") if page.source else page.description
        path.write_text(f"# {page.title}\n\n" + source.replace("[[", "").replace("]]", ""), "utf-8")
    (folder / "mkdocs.yml").write_text(PEER, "utf-8")
    return len(site.pages)


def run(module: str, *arguments: object) -> None:
    """One whole process of a Python module."""
    subprocess.run([sys.executable, "-m", module, *map(str, arguments)], check=True, capture_output=True)


def median(work: Callable[[], None], runs: int) -> float:
    """The median of the wall-clock seconds of several runs."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


if __name__ == "__main__":
    main()
