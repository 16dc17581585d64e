"""Locates a mistake that a reader has reported: the file of the page, and the line that contains the quoted words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.content_types import BY_SECTION
from generator.editing.submitted import Mistake
from generator.editing.suggesting import suggestions
from generator.reading.disk import path_of

_ADDRESS = re.compile(r"(?:^|/)(?P<section>(?!content/)[a-z]+)/(?P<name>[a-z0-9-]+)(?:/|\.yaml|\.md|#|\?|$)")
_SUFFIXES = (".yaml", ".md")
_HAND_WRITTEN = re.compile(r"(?:^|/)(?P<name>[a-z0-9-]+)/?(?:[#?].*)?$")
_TITLE = re.compile(r"^title: *(['\"]?)(?P<title>.*?)\1 *$", re.MULTILINE)
_LEAST = 5
"""Minimum number of consecutive characters that count as a match, since shorter ones match by chance."""


@dataclass(frozen=True)
class PlaceInFile:
    """A line of a file, its text, and the column where the words begin; line 1 with no text if the file does not
    contain them.
    """

    path: str
    line: int
    column: int
    source: str


def place_of(mistake: Mistake, files: Mapping[str, bytes]) -> PlaceInFile | None:
    """The place of the reported words; None if there is no such page."""
    path = _path(mistake.page, files)
    if not path:
        return None
    lines = files[path].decode("utf-8", "replace").splitlines()
    found = ((*_agreement(text, mistake.words), number, text) for number, text in enumerate(lines, 1))
    # Of lines that fit alike the last: questions and their answers, which readers do not see, stand before the text.
    size, column, line, text = max(found, key=lambda each: (each[0], each[2]))
    return PlaceInFile(path, line, column, text) if size >= _LEAST else PlaceInFile(path, 1, 1, "")


def like(mistake: Mistake, files: Mapping[str, bytes]) -> tuple[tuple[str, str], ...]:
    """Keys and titles of entries that the report may be about, most similar first."""
    return suggestions(files, f"{mistake.page} {mistake.words}")[0]


def _agreement(text: str, words: str) -> tuple[int, int]:
    found = SequenceMatcher(None, text, words, autojunk=False).find_longest_match()
    return found.size, found.a + 1


def _path(page: str, files: Mapping[str, bytes]) -> str:
    """The path of the page that a report names by its address, file, title or id; empty if there is none."""
    name = page.strip()
    candidates = []
    if found := _ADDRESS.search(name):
        candidates += [path_of(f"{found['section']}/{found['name']}", suffix) for suffix in _SUFFIXES]
    if found := _HAND_WRITTEN.search(name):
        candidates += [path_of(f"{section}/{found['name']}", suffix) for section in BY_SECTION for suffix in _SUFFIXES]
    candidates += [path for path, data in files.items() if name and _title(data) == name]
    return next((path for path in candidates if path in files), "")


def _title(data: bytes) -> str:
    found = _TITLE.search(data.decode("utf-8", "replace"))
    return found["title"] if found else ""
