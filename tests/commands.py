"""Runs `kb` in processes that are forked from one that has imported everything already.

Most commands take longer to import what they need than for their work, and the tests run hundreds of them. What has to
be seen in an interpreter of its own (its start and end, other hashes of the same words) is started as one by its test.
"""

import os
import runpy
import sys
from collections.abc import Mapping, Sequence
from multiprocessing import forkserver, get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from subprocess import CompletedProcess

ROOT = Path(__file__).parent.parent
FORKS = get_context("forkserver")
NAMES = ("out", "err")


def get_ready() -> None:
    """Starts the process to fork from, with the environment as it is now."""
    FORKS.set_forkserver_preload(["tests.preloaded", __name__])
    forkserver.ensure_running()


def run(
    words: Sequence[str], environment: Mapping[str, str], folder: Path, place: Path = ROOT, script: Path | None = None
) -> CompletedProcess[str]:
    """How `kb`, or a script, ends that is given these words at a place; its output passes through files in `folder`."""
    process = started(words, environment, folder, place, script)
    try:
        process.join()
    finally:
        process.kill()  # when the test has taken too long
    return CompletedProcess(words, process.exitcode or 0, *((folder / name).read_text("utf-8") for name in NAMES))


def started(
    words: Sequence[str], environment: Mapping[str, str], folder: Path, place: Path = ROOT, script: Path | None = None
) -> BaseProcess:
    """A process in which `kb`, or a script, is given these words at a place; its output goes into files in `folder`."""
    files = (folder / name for name in NAMES)
    process = FORKS.Process(target=_command, args=(words, {**environment}, place, script, *files))
    process.start()
    return process


def _command(
    words: Sequence[str], environment: Mapping[str, str], place: Path, script: Path | None, out: Path, err: Path
) -> None:
    """What the new process does; `runpy` ends it as `python -m generator`, or Python with the script, would end."""
    assert "tests.preloaded" in sys.modules, (
        "not forked from the process that `get_ready` starts, or that failed to import"
    )
    os.chdir(place)
    os.environ.clear()
    os.environ.update(environment)
    for stream, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    sys.argv = [str(script or "kb"), *words]
    if script:
        sys.path.insert(0, str(script.parent))
        runpy.run_path(str(script), run_name="__main__")
    else:
        runpy.run_module("generator", run_name="__main__", alter_sys=True)
