"""The library that the rules are tested with, and what is found when the files of a case are added to it."""

from datetime import date
from functools import cache
from pathlib import Path

from conftest import ROOT
from kept import Kept

from generator.diagnostics import Diagnostic
from generator.linking.links import link
from generator.linting import words_of_editors
from generator.linting.running import Context, lint
from generator.reading import library
from generator.reading.document import Document
from generator.reading.editors_words import FILES, read_words, together
from generator.reading.files import read
from generator.rules import all_rules

HERE = Path(__file__).parent
DAY = date(2026, 11, 23)


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
    base = library.Library.of(tuple(document for document, _ in results if document), words=words)
    found = [*faults, *(fault for _, faults in results for fault in faults)]
    found += lint(Context(base, link(base), DAY), all_rules(), Kept())
    about_words = words_of_editors.findings({**WORDS, **case}, words, base)
    found += (finding for finding in about_words if finding.code in ("KB132", "KB134", "KB135", "KB509", "KB513"))
    found = list(words_of_editors.cause_first(found, {**dict(entries), **case}, words))
    return [finding for finding in found if finding.path in case]
