"""Tries tests that failed in a whole run once more, alone: `python tests/once_more.py EXIT_CODE`.

What fails twice is broken. What passes alone waited too little for a busy machine: it does not stop a release, and it is
named in red, because it is to be mended. More than a handful is no accident and is not tried again.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FAILED = ROOT / ".pytest_cache/v/cache/lastfailed"
HANDFUL = 5


def main() -> int:
    """Exit code: 0 when all that failed passes alone; that of the whole run when it was stopped or broke off."""
    ended = int(sys.argv[1])
    failed = sorted(json.loads(FAILED.read_text("utf-8"))) if FAILED.is_file() else []
    if ended != pytest.ExitCode.TESTS_FAILED or not 0 < len(failed) <= HANDFUL:
        return ended
    print(f"\nOnce more, alone: {len(failed)} that failed among the others", flush=True)
    code = subprocess.run([sys.executable, "-m", "pytest", "-n", "0", *failed], cwd=ROOT, check=False).returncode
    if code == pytest.ExitCode.OK:
        named = "\n".join(f"  {test}" for test in failed)
        print(f"\033[1;31mPASSED ONLY ALONE, to be mended:\n{named}\033[0m", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
