"""Each rule against a good and a bad library, with the expected findings written on the lines of the files.

`# error: KB401` stands on the line of the finding; in a block of text it stands on the key's line with the number of
lines below, and may give the column: `body: |  # error+2@14: KB401`.
"""

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

from generator.diagnostics import Diagnostic
from generator.linking.links import link
from generator.linting import words_of_editors
from generator.linting.running import Context, lint
from generator.reading.document import Document
from generator.reading.editors_words import FILES, read_words, together
from generator.reading.files import read
from generator.reading.library import Library
from generator.remembering.memo import PLAIN
from generator.reporting import severity_of, words
from generator.rules import all_rules

HERE = Path(__file__).parent
DAY = date(2026, 11, 23)
CASES = sorted(folder for folder in HERE.glob("KB*/*") if folder.is_dir())
_MARK = re.compile(r"(?P<severity>error|warning)(?:\+(?P<below>\d+))?(?:@(?P<column>\d+))?: (?P<code>KB\d{3})")

Expected = tuple[str, int, str, str]
"""Path, line, severity and code of a finding."""


def files(folder: Path) -> dict[str, bytes]:
    """The files of a fixture by their path from the root, such as `content/terms/overdue.yaml`."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


WORDS = {
    path: (ROOT / path).read_bytes() for path in ("content/tone.yaml", "content/search.yaml", "content/topics.yaml")
}
"""The editors' word lists, which the rules of tone go by."""


@cache
def parsed(path: str, data: bytes) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    return read(path, data)


words_in = cache(read_words)


def findings(case: dict[str, bytes]) -> list[Diagnostic]:
    """All findings in the files of a case, which are added to the shared library or replace its files."""
    lists = {path: words_in(path, data) for path, data in {**WORDS, **case}.items() if path in FILES}
    words = together({path: found for path, (found, _) in lists.items()})
    faults = [fault for _, faults in lists.values() for fault in faults]
    entries = sorted((path, data) for path, data in {**files(HERE / "_base"), **case}.items() if path not in FILES)
    results = [parsed(path, data) for path, data in entries]
    library = Library.of(tuple(document for document, _ in results if document), words=words)
    found = [*faults, *(fault for _, faults in results for fault in faults)]
    found += lint(Context(library, link(library), DAY), all_rules(), PLAIN)
    about_words = words_of_editors.findings({**WORDS, **case}, words, library)
    found += (finding for finding in about_words if finding.code in ("KB132", "KB134", "KB135", "KB509"))
    found = list(words_of_editors.cause_first(found, {**dict(entries), **case}, words))
    return [finding for finding in found if finding.path in case]


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
def test_findings_are_exactly_those_marked(folder: Path) -> None:
    case = files(folder)
    found = findings(case)
    expected = [mark for path, data in case.items() for mark in marks(path, data)]
    places = Counter((f.path, f.span.line, severity_of(f), f.code) for f in found)
    assert places == Counter(place for place, _ in expected)
    columns = {(f.path, f.span.line, severity_of(f), f.code, f.span.column) for f in found}
    assert {(*place, column) for place, column in expected if column} <= columns
    assert all(words(f, language).message for f in found for language in ("zh", "en"))
    own = folder.parent.name
    assert (folder.name == "bad") == any(code == own for *_, code in places)
