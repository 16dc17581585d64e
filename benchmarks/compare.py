"""How long this knowledge base takes to build, how much memory and space it needs, beside other tools in one run.

Each tool builds the same made-up articles three times: cold (nothing built before), unchanged, and after one article
got a sentence more. Times are wall-clock seconds of whole processes, with the ratio to `kb build` beside them. Memory
is the peak of the whole process tree. Tables go to standard output, progress to standard error; runs on Linux.

A machine that others use too is faster at one time than at another. With `--rounds` all tools take their turns so many
times, and the table shows the median of each; the JSON holds every round.

What was written is brought to the disk before each measurement, and stays until the end, since ext4 takes long to create files
just after it has removed some: have room for
all rounds (ours writes 1 GB at 10,000 articles).
"""

import argparse
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO

from corpus import CHARACTERS, EDIT, Corpus
from peers import ROOT, TOOLS, Tool, last_line
from preview import Waits, waits

BENCH = Path(os.environ.get("KB_BENCH", ROOT / ".bench"))
CACHE = "cache"
"""Where ours keeps what it remembers, beside the project: in the user's folder, a second run would not be cold."""
PAUSE = 0.2
"""Seconds between two looks at the memory of a process tree; a look never takes more than a twentieth of the time."""


@dataclass(frozen=True)
class Run:
    """One build: seconds in all and of each command, peak memory in bytes, seconds of processors, what went wrong, if anything."""

    seconds: float
    steps: tuple[float, ...]
    peak: int
    processors: float
    timed_out: bool = False
    fault: str = ""

    @property
    def done(self) -> bool:
        """Whether the build came to its end."""
        return not (self.timed_out or self.fault)


@dataclass(frozen=True)
class Result:
    """All that was measured of one tool at one size; `runs` are cold, unchanged and after an edit."""

    key: str
    name: str
    articles: int
    runs: tuple[Run, ...] = ()
    pages: int = 0
    output: int = 0
    index: int = 0
    load: float = 0
    """How many processes the machine ran on average in the minute before."""
    not_installed: str = ""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100,1000,10000", help="numbers of articles (default 100,1000,10000)")
    parser.add_argument("--only", default="", help="tools: " + ",".join(tool.key for tool in TOOLS))
    parser.add_argument("--timeout", type=float, default=900, help="seconds a command may take (default 900)")
    parser.add_argument("--rounds", type=int, default=1, help="how often each tool is measured (default 1)")
    parser.add_argument("--json", type=Path, help="file for the figures")
    options = parser.parse_args()
    wanted = options.only.split(",") if options.only else [tool.key for tool in TOOLS]
    if unknown := set(wanted) - {tool.key for tool in TOOLS}:
        parser.error(f"no such tool: {', '.join(sorted(unknown))}")
    clear(wanted)  # an interrupted run leaves projects, and a cache, with which no build is cold
    try:
        compare([int(size) for size in options.sizes.split(",")], wanted, options)
    finally:
        clear(wanted)


def compare(sizes: list[int], wanted: list[str], options: argparse.Namespace) -> None:
    """Measure the wanted tools at each size and print the tables."""
    results: list[Result] = []
    for size in sizes:
        rounds: list[list[Result]] = []
        for turn in range(options.rounds):
            rounds.append([])
            for tool in TOOLS:
                if tool.key in wanted:
                    rounds[-1].append(measure(tool, Corpus(size), turn, options.timeout))
                    results.append(rounds[-1][-1])
                    if options.json:
                        options.json.write_text(figures(results), "utf-8")
        middle = [median(list(each)) for each in zip(*rounds, strict=True)]
        print(
            f"\n{size:,} articles of {CHARACTERS:,} characters, Python {interpreter()}\n\n{table(middle, options.timeout)}",
            flush=True,
        )
        if "ours" in wanted:
            print(f"\n{preview(Corpus(size))}", flush=True)


def median(results: list[Result]) -> Result:
    """Of several results of one tool, for each build the one that took the median time; a failure stands."""
    if failed := [result for result in results if not (result.runs and all(run.done for run in result.runs))]:
        return failed[0]
    steps = zip(*(result.runs for result in results), strict=True)
    return replace(results[0], runs=tuple(sorted(step, key=lambda run: run.seconds)[len(step) // 2] for step in steps))


def preview(corpus: Corpus) -> Waits:
    """How long an editor of ours waits for the preview, at one size."""
    project = BENCH / "preview" / f"{corpus.size}-0"
    TOOLS[0].write(corpus, project)
    say(f"kb serve, {corpus.size:,} articles …")
    return waits(project)


def clear(wanted: Iterable[str]) -> None:
    """Remove the projects of some tools at all sizes, those of previews, and what ours remembers of them."""
    for home in (BENCH / key for key in (*wanted, "preview")):
        for folder in (*home.glob("[0-9]*-[0-9]*"), *home.glob(CACHE)):
            shutil.rmtree(folder)


def measure(tool: Tool, corpus: Corpus, turn: int, timeout: float) -> Result:
    """One tool at one size: install, write the project, build it three times."""
    home, project = BENCH / tool.key, BENCH / tool.key / f"{corpus.size}-{turn}"
    report = f"{tool.name}, {corpus.size:,} articles"
    if fault := tool.install(home):
        return Result(tool.key, tool.name, corpus.size, not_installed=fault)
    tool.write(corpus, project)
    site, runs, sizes, load = project / tool.output, [], (0, 0, 0), os.getloadavg()[0]
    edited = corpus.article(corpus.size // 2).key
    for step in ("cold", "unchanged", "one edit"):
        say(f"{report}: {step} …")
        if step == "one edit":
            tool.edit(corpus, project, corpus.size // 2)
        run = build(tool.argv(home), project, timeout)
        if run.done and tool.output and (step == "one edit") != (EDIT in page(site, edited)):
            run = replace(run, fault="the site does not hold what was written")
        runs.append(run)
        say(f"{report}: {step} {seconds(run, timeout)}, {megabytes(run.peak)}")
        if not run.done:
            break
        if step == "cold" and tool.output:  # later builds may leave old files behind
            sizes = sizes_of(site, tool.index)
    return Result(tool.key, tool.name, corpus.size, tuple(runs), *sizes, load)


def build(commands: list[list[str]], folder: Path, timeout: float) -> Run:
    """Run the commands of one build, one after the other."""
    times: list[float] = []
    peak, processors = 0, 0.0
    for command in commands:
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
            taken, memory, spent, status = watched(command, folder, timeout, said)
            said.seek(0)
            words = said.read()
        times.append(taken)
        peak, processors = max(peak, memory), processors + spent
        timed_out = taken >= timeout
        if status or timed_out:
            fault = "" if timed_out else last_line(words) or f"exit code {status}"
            return Run(sum(times), tuple(times), peak, processors, timed_out, fault)
    return Run(sum(times), tuple(times), peak, processors)


def watched(command: list[str], folder: Path, timeout: float, said: IO[str]) -> tuple[float, int, float, int]:
    """The seconds one command takes, the peak memory of all its processes, the seconds of processors that they take, and
    its exit code; killed when too slow."""
    environment = os.environ | {
        "ASTRO_TELEMETRY_DISABLED": "1",
        "NO_COLOR": "1",
        "KB_CACHE": str(folder.parent / CACHE),
    }
    environment.pop(
        "PYTHONDONTWRITEBYTECODE", None
    )  # tools that pip installs are compiled, a working copy would never be
    os.sync()  # what the tool before has written is on the disk, and not this one's to wait for
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
    )
    ended, peaks = threading.Event(), [0]

    def watch() -> None:
        pause = PAUSE
        while not ended.wait(pause):
            before = time.perf_counter()
            peaks.append(memory_of(process.pid))
            pause = max(PAUSE, 20 * (time.perf_counter() - before))
            if before - start > timeout:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    taken = time.perf_counter() - start
    ended.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    return taken, max(*peaks, usage.ru_maxrss * 1024), usage.ru_utime + usage.ru_stime, process.returncode


def memory_of(session: int) -> int:
    """The memory of all processes of a session in bytes; what several share counts once."""
    total = 0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):  # it has ended meanwhile
                if int((folder / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                    shares = (folder / "smaps_rollup").read_text().splitlines()
                    total += next((int(line.split()[1]) * 1024 for line in shares if line.startswith("Pss:")), 0)
    return total


def page(site: Path, key: str) -> str:
    """The built page of an entry."""
    found = next((path for path in (site / key / "index.html", site / f"{key}.html") if path.is_file()), None)
    return found.read_text("utf-8") if found else ""


def sizes_of(site: Path, index: tuple[str, ...]) -> tuple[int, int, int]:
    """The number of pages of a built site, its bytes, and the bytes of its search index."""
    weights = {path: path.stat().st_size for path in site.rglob("*") if path.is_file()}
    pages = sum(path.suffix == ".html" for path in weights)
    searched = {path for pattern in index for path in site.glob(pattern)}
    return pages, sum(weights.values()), sum(weights.get(path, 0) for path in searched)


def table(results: list[Result], timeout: float) -> str:
    """The results at one size as a Markdown table."""
    ours = next((result for result in results if result.key == "ours"), None)
    lines = [
        "| tool | cold | unchanged | one edit | processors, cold | peak memory | pages | output | search index |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for result in results:
        if result.not_installed:
            lines.append(f"| {result.name} | not installed: {result.not_installed} | | | | | | | |")
            continue
        cells = [cell(result, ours, step, timeout) for step in range(3)]
        spent = f"{result.runs[0].processors:.1f} s" if result.runs else ""
        peak = megabytes(max((run.peak for run in result.runs), default=0))
        sizes = [f"{result.pages:,}", megabytes(result.output), megabytes(result.index)] if result.output else [""] * 3
        lines.append(f"| {' | '.join([result.name, *cells, spent, peak, *sizes])} |")
    return "\n".join(lines)


def cell(result: Result, ours: Result | None, step: int, timeout: float) -> str:
    """The time of one build, and how many times ours it is."""
    if step >= len(result.runs):
        return "—"
    run = result.runs[step]
    words = seconds(run, timeout)
    if ours and ours is not result and run.done and step < len(ours.runs) and ours.runs[step].done:
        times = run.seconds / ours.runs[step].seconds
        words += f" ({times:.0f}×)" if times >= 10 else f" ({times:.2g}×)"
    return words


def seconds(run: Run, timeout: float) -> str:
    """The time of a build in words."""
    if run.timed_out:
        return f"> {timeout:.0f} s"
    return f"failed: {run.fault[:120].replace('|', '/')}" if run.fault else f"{run.seconds:.2f} s"


def megabytes(amount: int) -> str:
    """An amount of bytes in millions."""
    return f"{amount / 1e6:,.1f} MB" if amount < 1e8 else f"{amount / 1e6:,.0f} MB"


def figures(results: list[Result]) -> str:
    """All figures and the machine they are from, as JSON."""
    machine = {"cores": os.cpu_count(), "python": interpreter(), "system": platform.system()}
    return json.dumps({"machine": machine, "results": [asdict(result) for result in results]}, indent=1) + "\n"


def interpreter() -> str:
    """The Python that ours and MkDocs run on, with the day and compiler of its build: an optimised build is faster."""
    return f"{platform.python_version()} of {platform.python_build()[1]}, {platform.python_compiler()}"


def say(words: str) -> None:
    """Progress, on standard error."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
