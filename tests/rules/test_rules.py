"""Each rule against a good and a bad library, with the expected findings written on the lines of the files.

`# error: KB401` stands on the line of the finding; in a block of text it stands on the key's line with the number of
lines below, and may give the column: `body: |  # error+2@14: KB401`. Where each begins and ends, what it names and how it is
fixed stands in `rules.found.json`, which `--update-expected -n 0` writes: look at what it changes.
"""

import re
from collections import Counter
from pathlib import Path

import pytest
from conftest import AsWritten

from generator.reporting import severity_of, words
from tests.rules.cases import HERE, files, findings

CASES = sorted(folder for folder in HERE.glob("KB*/*") if folder.is_dir())
_MARK = re.compile(r"(?P<severity>error|warning)(?:\+(?P<below>\d+))?(?:@(?P<column>\d+))?: (?P<code>KB\d{3})")

Expected = tuple[str, int, str, str]
"""Path, line, severity and code of a finding."""


def marks(path: str, data: bytes) -> list[tuple[Expected, int | None]]:
    """What the comments of a file expect, with the column where one is given."""
    found: list[tuple[Expected, int | None]] = []
    for number, line in enumerate(data.decode().split("\n"), 1):
        comment = line.partition(" # ")[2]
        for mark in _MARK.finditer(comment):
            place = number + int(mark["below"] or 0)
            column = int(mark["column"]) if mark["column"] else None
            found.append(((path, place, mark["severity"], mark["code"]), column))
    return found


def test_the_shared_library_is_clean() -> None:
    assert not [f"{f.path}:{f.span.line} {f.code} {words(f, 'zh').message}" for f in findings(files(HERE / "_base"))]


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_findings_are_exactly_those_marked(folder: Path, as_written: AsWritten) -> None:
    case = files(folder)
    found = findings(case)
    expected = [mark for path, data in case.items() for mark in marks(path, data)]
    places = Counter((f.path, f.span.line, severity_of(f), f.code) for f in found)
    assert places == Counter(place for place, _ in expected)
    columns = {(f.path, f.span.line, severity_of(f), f.code, f.span.column) for f in found}
    assert {(*place, column) for place, column in expected if column} <= columns
    assert all(words(f, language).message for f in found for language in ("zh", "en"))
    as_written(f"{folder.parent.name}/{folder.name}", found)
    own = folder.parent.name
    assert (folder.name == "bad") == any(code == own for *_, code in places)
