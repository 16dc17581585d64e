"""The examples on the pages of rules, taken from the good and bad bases of their tests."""

import json
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

CASES = "tests/rules"
READING = f"{CASES}/reading.json"
"""The cases of rules about files that cannot be read as entries: by code what is wrong and what is right.

`encoding` is how the wrong one is stored, `times` how often its words stand there, `before` what stands before them.
"""
_MARK = re.compile(r"\s+# (?:error|warning)(?:\+(?P<below>\d+))?(?:@\d+)?: (?P<code>KB\d{3}).*$")
_NEAR = 2
"""Maximum distance in lines between a finding and a difference that belongs to it."""
_MOST = 3
"""Maximum number of files shown for a rule."""
_MOST_LINES = 12
_WIDEST = 120


class RuleExample(NamedTuple):
    """A part of a file with a mistake, and the corrected part."""

    path: str
    wrong: str
    right: str
    note: str = ""


def examples(project: Path, code: str) -> list[RuleExample]:
    """The examples of a rule; empty for a rule that no file can violate."""
    case = project / CASES / code
    if not (case / "bad").is_dir():
        return list(_reading(project, code))
    paths = [file.relative_to(case / kind).as_posix() for kind in ("bad", "good") for file in _files(case / kind)]
    pairs = (_pair(project, code, path) for path in dict.fromkeys(paths))
    return [pair for pair in pairs if pair and pair.wrong + pair.right][:_MOST] or [_whole(project, code)]


def _reading(project: Path, code: str) -> Iterator[RuleExample]:
    file = project / READING
    case = json.loads(file.read_text("utf-8")).get(code) if file.is_file() else None
    if case:
        wrong, right = (_cut(text.splitlines()) for text in (case.get("before", "") + case["wrong"], case["right"]))
        yield RuleExample(case.get("path", "content/terms/overdue.yaml"), wrong, right, case.get("note", ""))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _pair(project: Path, code: str, path: str) -> RuleExample | None:
    """The example from a file that is in both the bad and the good base; None if it is not."""
    folders = (project / CASES / code / kind for kind in ("bad", "good"))
    found = [_version(project, folder, path) for folder in folders]
    if None in found:
        return None
    bad, good = (file for file in found if file)
    wrong, marked = _unmarked(bad.read_text("utf-8"), code)
    right = good.read_text("utf-8").rstrip().splitlines()
    hunks = [each for each in SequenceMatcher(None, wrong, right, autojunk=False).get_opcodes() if each[0] != "equal"]
    near = [each for each in hunks if any(each[1] - _NEAR <= line < each[2] + _NEAR for line in marked)] or hunks
    return RuleExample(path, _shown(wrong, [each[1:3] for each in near]), _shown(right, [each[3:5] for each in near]))


def _version(project: Path, folder: Path, path: str) -> Path | None:
    """The path of a file in a case, or in the shared base if the case has none."""
    return next((file for file in (folder / path, project / CASES / "_base" / path) if file.is_file()), None)


def _unmarked(text: str, code: str) -> tuple[list[str], list[int]]:
    """The lines of a file without the marks of expected findings, and the lines (from 0) on which a rule's stand."""
    lines = text.rstrip().splitlines()
    found = [(number, mark) for number, line in enumerate(lines) if (mark := _MARK.search(line))]
    marked = [number + int(mark["below"] or 0) for number, mark in found if code in mark[0]]
    return [_MARK.sub("", line) for line in lines], marked


def _whole(project: Path, code: str) -> RuleExample:
    """The example from the first file of each case, if they have no file in common."""
    bad, good = (_files(project / CASES / code / kind)[0] for kind in ("bad", "good"))
    wrong, _ = _unmarked(bad.read_text("utf-8"), code)
    return RuleExample(
        bad.relative_to(project / CASES / code / "bad").as_posix(),
        _cut(wrong),
        _cut(good.read_text("utf-8").splitlines()),
    )


def _shown(lines: Sequence[str], ranges: Sequence[tuple[int, int]]) -> str:
    """Some ranges of lines, each with the line before it, with … between them."""
    numbers = {number for start, end in ranges for number in range(max(0, start - 1), max(end, start))}
    shown: list[str] = []
    for number in sorted(numbers):
        shown += ["…"] if shown and number - 1 not in numbers else []
        shown.append(lines[number])
    return _cut(shown)


def _cut(lines: Sequence[str]) -> str:
    kept = [line if len(line) <= _WIDEST else f"{line[:_WIDEST]}…" for line in lines[:_MOST_LINES]]
    return "\n".join([*kept, *(["…"] if len(lines) > _MOST_LINES else [])]).rstrip()
