"""How many small changes of the program its tests notice, by cosmic-ray: a sample of each area, in a copy of the project.

make mutants                      a sample of 20 for each area
make mutants MUTANTS="60 linking" 60 of one area
"""

import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkItem, WorkResult

ROOT = Path(__file__).parent.parent
AREAS = {
    "reading": (
        "generator/reading",
        "test_loading test_bad_files test_library test_slips test_planted_mistakes test_fixing",
    ),
    "linking": ("generator/linking", "test_terms test_library test_redirects test_links"),
    "remembering": ("generator/remembering", "test_memo test_sharing"),
    "publishing": ("generator/publishing", "test_publishing test_publish test_hostile_folders"),
    "ranking": ("generator/search", "search/test_index search/test_relevance"),
}
"""What is changed in each area, and the tests that are to notice."""
SEED = 20261126
NOT_MEANT = ("core/RemoveDecorator", "core/BinaryOperator_BitOr")
"""Changes of decorators and types, which the type checker refuses before a test runs."""
_CONFIG = """\
[cosmic-ray]
module-path = "{folder}"
timeout = 240
excluded-modules = []
test-command = "{command}"
[cosmic-ray.distributor]
name = "local"
"""


def main(number: int, areas: list[str]) -> None:
    """Prints, for each area, how many of the changes were noticed, and those that were not."""
    for area in areas:
        with tempfile.TemporaryDirectory() as folder:
            killed, survivors = judged(area, number, Path(folder) / "project")
        tried = killed + len(survivors)
        print(f"{area}: {killed} of {tried} noticed ({killed / max(tried, 1):.0%})", flush=True)
        print("".join(f"  unnoticed: {each}\n" for each in survivors), end="", flush=True)


def judged(area: str, number: int, copy: Path) -> tuple[int, list[str]]:
    """How many changes of a sample the tests notice, and where those are that they do not."""
    copied(copy)
    folder, tests = AREAS[area]
    paths = " ".join(f"tests/{test}.py" for test in tests.split())
    command = f"{sys.executable} -m pytest -x -q -n 0 -p no:cacheprovider {paths}"
    (copy / "mutants.toml").write_text(_CONFIG.format(folder=folder, command=command), "utf-8")
    run(copy, "baseline", "mutants.toml")
    run(copy, "init", "mutants.toml", "mutants.sqlite")
    with use_db(str(copy / "mutants.sqlite"), WorkDB.Mode.open) as session:
        leave_out(session, random.Random(SEED), number)
    run(copy, "exec", "mutants.toml", "mutants.sqlite")
    with use_db(str(copy / "mutants.sqlite"), WorkDB.Mode.open) as session:
        done = [(item, result) for item, result in session.completed_work_items if is_tried(result)]
    survivors = [where(item) for item, result in done if result.test_outcome == TestOutcome.SURVIVED]
    return len(done) - len(survivors), sorted(survivors)


def copied(copy: Path) -> None:
    """A copy of the project's files: cosmic-ray changes them where they are."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for path in filter(None, listed.split("\0")):
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, copy / path)


def run(copy: Path, *words: str) -> None:
    command = [sys.executable, "-m", "cosmic_ray.cli", *words]
    subprocess.run(command, cwd=copy, env={"PYTHONPATH": str(copy), "PATH": "/usr/bin:/bin"}, check=True)


def leave_out(session: WorkDB, chance: random.Random, number: int) -> None:
    """Keeps a sample of the changes of a session; the others count as skipped."""
    items = sorted(session.work_items, key=where)
    meant = [item for item in items if not item.mutations[0].operator_name.startswith(NOT_MEANT)]
    kept = {item.job_id for item in chance.sample(meant, min(number, len(meant)))}
    skipped = WorkResult(worker_outcome=WorkerOutcome.SKIPPED)
    session.set_multiple_results([item.job_id for item in items if item.job_id not in kept], skipped)


def is_tried(result: WorkResult) -> bool:
    return result.worker_outcome == WorkerOutcome.NORMAL


def where(item: WorkItem) -> str:
    """Where a change stands and what it is."""
    change = item.mutations[0]
    return (
        f"{change.module_path}:{change.start_pos[0]}:{change.start_pos[1]} {change.operator_name} {change.occurrence}"
    )


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]) if given else 20, given[1:] or [*AREAS])
