"""The base that speed is measured with is a valid one."""

import sys
from pathlib import Path

from conftest import DAY, ROOT

from generator.examining import findings
from generator.remembering.memo import PLAIN

sys.path.append(str(ROOT / "benchmarks"))

from corpus import Corpus
from peers import TOOLS


def test_a_made_up_base_has_no_faults(tmp_path: Path) -> None:
    TOOLS[0].write(Corpus(60), tmp_path / "base")
    assert findings(tmp_path / "base", DAY, PLAIN) == ()
