"""What an editor waits for, warm, on the real base: `python benchmarks/commands.py [ROOT]`. Seconds on the clock and of processors."""

import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from generator.base import Base
from generator.examining import examination
from generator.open_files import OpenFiles

HERE = Path(__file__).parent.parent
ENTRY = "content/strategies/keep-records.yaml"
COMMANDS = (
    ("search", "催收打给我爸妈"),
    ("diff",),
    ("move", "--dry-run", "strategies/keep-records", "strategies/keep-a-record"),
    ("impact", "gbt-45251"),
    ("stale",),
    ("graph",),
)


def command(root: Path, arguments: tuple[str, ...]) -> tuple[float, float]:
    """A command run twice; what the second run took."""
    for _ in range(2):
        clock, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        called = [sys.executable, "-m", "generator", *arguments, "--root", str(root)]
        subprocess.run(called, cwd=HERE, capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - clock, used


def keystroke(root: Path) -> tuple[float, float]:
    """From a changed text to all findings, as the language server does it after its pause."""
    base, day = Base.at(root), date(2026, 11, 27)
    held = OpenFiles(base)
    files = dict(held.read())
    for number in range(3):
        clock, processor = time.perf_counter(), time.process_time()
        typed = {**held.read(), ENTRY: files[ENTRY] + f"# {number}\n".encode()}
        examination(held.gather(typed), day, base.memo)
    return time.perf_counter() - clock, time.process_time() - processor


def main() -> None:
    """Print the table."""
    root = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE
    rows = [(f"kb {arguments[0]}", command(root, arguments)) for arguments in COMMANDS]
    for name, (clock, processor) in (*rows, ("findings after a keystroke", keystroke(root))):
        print(f"{name:28}{clock:8.2f} s{processor:8.2f} cpu")


if __name__ == "__main__":
    main()
