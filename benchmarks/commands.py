"""What an editor waits for, warm, on the real base: `python benchmarks/commands.py [ROOT]`. Seconds on the clock and of processors."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent.parent
ENTRY = "content/strategies/keep-records.yaml"
COMMANDS = (
    ("--help",),
    ("check", ENTRY),
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
        called = [sys.executable, "-m", "generator", *arguments]
        subprocess.run(called, cwd=root, env={**os.environ, "PYTHONPATH": str(HERE)}, capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - clock, used


def main() -> None:
    """Print the table."""
    root = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE
    for arguments in COMMANDS:
        clock, processor = command(root, arguments)
        print(f"kb {arguments[0].lstrip('-'):28}{clock:8.2f} s{processor:8.2f} cpu")


if __name__ == "__main__":
    main()
