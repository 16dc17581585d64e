"""Killed at any moment, with content changing meanwhile: the published folder is always one whole site, and the next run heals."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from conftest import DAY, ROOT, Kb

KILLS = int(os.environ.get("KB_KILLS", "12"))
"""How many builds are killed; `make fuzz` kills more."""


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_site_is_always_one_of_the_whole_ones(small: Path, kb: Kb, tmp_path: Path) -> None:
    entry = small / "content/strategies/keep-records.yaml"
    versions = [entry.read_text("utf-8").replace("开一个记事本", f"开一个{word}") for word in ("记事本", "新本子")]
    whole = []
    for number, words in enumerate(versions):
        entry.write_text(words, "utf-8")
        start = time.monotonic()
        assert kb("build", "--root", small, "--as-of", DAY, "--out", tmp_path / f"whole-{number}").returncode == 0
        longest = time.monotonic() - start
        whole.append(tree(tmp_path / f"whole-{number}"))
    assert kb("build", "--root", small, "--as-of", DAY).returncode == 0
    chance = random.Random(os.environ.get("KB_KILLS", "fixed"))
    command = [sys.executable, "-m", "generator", "build", "-q", "--root", str(small), "--as-of", str(DAY)]
    killed = 0
    for number in range(KILLS):
        entry.write_text(versions[number % 2], "utf-8")
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
            time.sleep(chance.uniform(0.3, 1) * longest)
            killed += running.poll() is None
            running.send_signal(signal.SIGKILL)
        assert tree(small / "site") in whole, f"kill {number}"
    assert killed
    entry.write_text(versions[0], "utf-8")
    assert kb("build", "--root", small, "--as-of", DAY).returncode == 0
    assert tree(small / "site") == whole[0]
