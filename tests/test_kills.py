"""Killed at any moment, with content changing meanwhile: the published folder is always one whole site, and the next run heals."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from conftest import DAY, ROOT, Kb
from processes import runs
from waiting import until

from tests import commands

KILLS = int(os.environ.get("KB_KILLS", "9"))
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
    command = ["build", "-q", "--root", str(small), "--as-of", str(DAY)]
    killed = 0
    for number in range(KILLS):
        entry.write_text(versions[number % 2], "utf-8")
        running = commands.started(command, os.environ, tmp_path)
        time.sleep(chance.uniform(0.1, 1) * longest)
        if running.is_alive():
            killed += 1
        else:
            longest *= 0.8  # it had more of the processor than the ones before
        running.kill()
        running.join()
        assert tree(small / "site") in whole, f"kill {number}"
    assert killed
    entry.write_text(versions[0], "utf-8")
    assert kb("build", "--root", small, "--as-of", DAY).returncode == 0
    assert tree(small / "site") == whole[0]


def test_a_preview_that_is_killed_leaves_nothing_behind(small: Path, kb: Kb) -> None:
    entry = small / "content/strategies/keep-records.yaml"
    words = entry.read_text("utf-8")
    assert kb("build", "--root", small, "--as-of", DAY).returncode == 0
    site, content = tree(small / "site"), tree(small / "content")
    chance = random.Random(os.environ.get("KB_KILLS", "fixed"))
    command = [sys.executable, "-m", "generator", "serve", "--port", "0", "--root", str(small), "--as-of", str(DAY)]
    environment = {**os.environ, "KB_LANG": "en", "PYTHONUNBUFFERED": "1"}
    for _ in range(-(-KILLS // 3)):
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout and "Serving http://127.0.0.1:" in running.stdout.readline()
            for word in chance.choices(("记事本", "新本子", "开一个"), k=3):
                entry.write_text(words.replace("记事本", word), "utf-8")
                time.sleep(chance.uniform(0, 0.3))
            children = _children(running.pid)
            running.send_signal(signal.SIGKILL)
        until(lambda children=children: not any(map(runs, children)))
        entry.write_text(words, "utf-8")
        assert tree(small / "site") == site and tree(small / "content") == content
    checked = kb("check", "--root", small, "--as-of", DAY)
    assert checked.returncode == 0 and "Traceback" not in checked.stderr, checked.stdout


def _children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for path in found for child in path.read_text().split()]
