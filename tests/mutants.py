"""How many small changes of the program its tests notice: a sample of each area, in a copy of the project.

make mutants                      a sample of 20 for each area
make mutants MUTANTS="60 linking" 60 of one area
MUTANTS_SEED=2 make mutants       another sample

Python is changed by cosmic-ray's operators, the scripts of search by a few of the same kind. The tests of the area run, first
those that come through the changed line, until one fails. Those that run whole commands or a browser, or take long, are left
out: a change that only they notice counts as unnoticed.
"""

import contextlib
import gc
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import coverage
import pytest
import tree_sitter_javascript
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from tree_sitter import Language, Node, Parser

ROOT = Path(__file__).parent.parent
SEARCH = "search/engine search/texts search/index search/promises search/distress"
AREAS = {
    "reading": (
        "generator/reading/*.py",
        "loading bad_files library fixing editors_words prose slips planted_mistakes rules/rules",
    ),
    "rules": (
        "generator/rules/*.py generator/linting/*.py",
        "rules/rules rules/limits rules/days rules/sentences labelled_lines citations prefilter quick_looks bad_files editors_words planted_mistakes",
    ),
    "linking": ("generator/linking/*.py", "library redirects terms hyperlinks"),
    "terms": ("generator/linking/terms.py generator/linking/segmenting.py", "terms library"),
    "hyperlinks": ("generator/rendering/hyperlinks.py", "hyperlinks terms"),
    "publishing": (
        "generator/publishing/*.py",
        "shelf publishing publish traditional cards hostile_folders mcp building",
    ),
    "remembering": ("generator/remembering/*.py", "remembering memo sharing shelf publishing hostile_folders"),
    "ranking": ("generator/search/[!dls]*.py", SEARCH),
    "scripts": ("generator/search/[!i]*.js", SEARCH),
}
"""What is changed in each area (in the last two the search, in Python and in the browser), and the tests that are to notice."""
SLOW = {"kb", "page", "chromium", "driver", "serve", "daemon", "real_site"}
"""Fixtures of tests that run whole commands or a browser."""
LONG = ("test_every_part_of", "test_every_word_that", "test_most_slips", "test_each_slip", "test_no_slip_ends")
"""Tests that try so much one after another that a sample would take hours."""
SLOWEST = 12.0
"""Seconds on the processor: tests that take longer, with all their cases, are left out, too."""
NOT_MEANT = ("core/RemoveDecorator", "core/ReplaceBinaryOperator_BitOr", "core/VariableReplacer")
"""Changes of decorators and types, which the type checker refuses before a test runs."""
WITHOUT_EFFECT = ("@lru_cache(", "@dataclass(")
"""Decorators whose arguments nobody sees: the size of a cache, and whether a class may be changed, which the type checker
watches over.
"""
HEAVY = "playwright.sync_api pydantic ruamel.yaml markdown jinja2 jieba babel py_mini_racer click lxml.html"
"""What most tests import, loaded once for all runs."""
SWAPPED = {
    **{
        a: b
        for one, other in (("<", "<="), (">", ">="), ("===", "!=="), ("&&", "||"))
        for a, b in ((one, other), (other, one))
    },
    **{"+": "-", "-": "+", "*": "/", "/": "*", "true": "false", "false": "true"},
}
"""What stands in a script, and what it is changed to."""


@dataclass(frozen=True)
class Change:
    """One small change: the path in the project, the line, what is done, and the text of the file afterwards."""

    path: str
    line: int
    what: str
    text: Callable[[], str | None] = field(compare=False)

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.what}"


@dataclass
class Seen:
    """Which tests come through which line, and how long each takes on the processor."""

    by_line: dict[tuple[str, int], set[str]]
    seconds: dict[str, float]

    def within(self, files: list[str]) -> "Seen":
        """The same for the tests of some files alone, without slow ones."""
        quick = {test: seconds for test, seconds in self.seconds.items() if seconds <= SLOWEST}
        return Seen(self.by_line, {test: quick[test] for test in quick if test.split("::")[0] in files})

    def order(self, change: Change) -> list[str]:
        """The tests that come through a change, then all others, which may rest on a result that is kept; quickest first."""
        through = self.by_line.get((change.path, change.line), set())
        return sorted(self.seconds, key=lambda test: (test not in through, self.seconds[test]))


def main(number: int, areas: list[str]) -> None:
    """Prints, for each area, how many of the changes were noticed, and those that were not."""
    for name in HEAVY.split():
        with contextlib.suppress(ImportError):
            __import__(name)
    gc.freeze()
    with tempfile.TemporaryDirectory() as folder:
        copied(Path(folder))
        os.chdir(folder)
        seen = baseline(sorted({path for area in areas for path in tests_of(area)}))
        for area in areas:
            judge(area, number, seen)


def judge(area: str, number: int, seen: "Seen") -> None:
    """Prints how many changes of a sample the tests of an area notice, and which they do not."""
    paths = sorted({path for folder in AREAS[area][0].split() for path in Path().glob(folder)})
    every = [change for path in paths for change in changes(path)]
    chance = random.Random(os.environ.get("MUTANTS_SEED", "20261126"))
    sample = chance.sample(every, min(number, len(every)))
    noticed = sum(not survives(change, seen.within(tests_of(area))) for change in sample)
    print(f"{area}: {noticed} of {len(sample)} noticed ({noticed / max(len(sample), 1):.0%})", flush=True)


def tests_of(area: str) -> list[str]:
    """The files of tests that are to notice the changes of an area."""
    names = (test.rpartition("/") for test in AREAS[area][1].split())
    return [Path("tests", folder, f"test_{name}.py").as_posix() for folder, _, name in names]


def copied(copy: Path) -> None:
    """A copy of the project's files, which are changed where they are."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for path in filter(None, listed.split("\0")):
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, copy / path)


class Watch:
    """Notes which test runs, for coverage, and how long it takes."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self.measured = measured
        self.seconds: dict[str, float] = defaultdict(float)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if _is_quick(item)]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        test, began = item.nodeid.partition("[")[0], spent()
        self.measured.switch_context(test)
        try:
            return (yield)  # type: ignore[return-value]
        finally:
            self.seconds[test] += spent() - began


def _is_quick(item: pytest.Item) -> bool:
    return SLOW.isdisjoint(getattr(item, "fixturenames", ())) and not item.name.startswith(LONG)


def spent() -> float:
    """Seconds on the processor, of this process and those it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def baseline(tests: list[str]) -> Seen:
    """What the tests come through when nothing is changed; they must pass."""
    notes, data = Path("notes"), Path("lines")

    def run() -> int:
        measured = coverage.Coverage(data_file=str(data), source=["generator"], config_file=False)
        watch = Watch(measured)
        measured.start()
        code = pytest.main([*OPTIONS, *tests], plugins=[watch])
        measured.stop()
        measured.save()
        notes.write_text("".join(f"{seconds} {test}\n" for test, seconds in watch.seconds.items()), "utf-8")
        return code

    # Twice: now and then, coverage cannot trace a thread that begins at the same moment as another.
    if outcome(run, 3600, quiet=False) and outcome(run, 3600, quiet=False):
        raise SystemExit("The tests fail before anything is changed.")
    return seen_in(data, notes)


def seen_in(data: Path, notes: Path) -> Seen:
    """The lines and times of a run without changes."""
    lines, by_line = coverage.CoverageData(str(data)), defaultdict(set)
    lines.read()
    for path in lines.measured_files():
        for line, tests in lines.contexts_by_lineno(path).items():
            by_line[os.path.relpath(path), line] |= {*tests} - {""}
    rows = (row.partition(" ") for row in notes.read_text("utf-8").splitlines())
    seconds = {test: float(taken) for taken, _, test in rows}
    print("".join(f"  {seconds[test]:.1f} s {test}\n" for test in sorted(seconds, key=seconds.__getitem__)[-12:]))
    return Seen(by_line, seconds)


OPTIONS = ("-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-m", "not content", "-o", "timeout=0")


def survives(change: Change, seen: Seen) -> bool:
    """Whether no test notices a change; says so at once."""
    text = change.text()
    before = Path(change.path).read_text("utf-8")
    Path(change.path).write_text(text or before, "utf-8")
    began = time.monotonic()
    try:
        unnoticed = passes(seen.order(change), seen)
    finally:
        Path(change.path).write_text(before, "utf-8")
    print(f"  {'UNNOTICED' if unnoticed else 'noticed'}: {change} ({time.monotonic() - began:.0f} s)", flush=True)
    return unnoticed


def passes(tests: list[str], seen: Seen) -> bool:
    allowed = 30 + 4 * sum(seen.seconds[test] for test in tests)
    return outcome(lambda: pytest.main([*OPTIONS, *tests]), allowed) == pytest.ExitCode.OK


def outcome(run: Callable[[], int], seconds: float, quiet: bool = True) -> int:
    """How a run ends in a process of its own, within so many seconds of the processor; negative when it is killed."""
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
        sys.path.insert(0, str(Path.cwd()))
        os.environ["PYTHONPATH"] = str(Path.cwd())
        if quiet:
            # A changed file may be as long as before and as old to the second: its bytecode must not be kept.
            sys.dont_write_bytecode = True
            os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
        os._exit(run())
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def changes(path: Path) -> Iterator[Change]:
    """Every small change of a file."""
    source = path.read_text("utf-8")
    yield from (of_script if path.suffix == ".js" else of_python)(str(path), source)


def of_python(path: str, source: str) -> Iterator[Change]:
    tree, lines = get_ast(source), source.split("\n")
    for name in operator_names():
        if name.startswith(NOT_MEANT) or get_operator(name).arguments():
            continue
        operator = get_operator(name)()
        places = [place for node in ast_nodes(tree) for place in operator.mutation_positions(node)]
        for number, (start, _) in enumerate(places):
            if not lines[start[0] - 1].lstrip().startswith(WITHOUT_EFFECT):
                yield Change(
                    path, start[0], f"{name}:{number}", lambda op=operator, n=number: mutate_code(source, op, n)
                )


def of_script(path: str, source: str) -> Iterator[Change]:
    code = source.encode()
    for node in leaves(Parser(Language(tree_sitter_javascript.language())).parse(code).root_node):
        for words in other(node):
            text = code[: node.start_byte] + words.encode() + code[node.end_byte :]
            yield Change(path, node.start_point[0] + 1, f"{node.text!r} → {words}", lambda text=text: text.decode())


def leaves(node: Node) -> Iterator[Node]:
    """The nodes of a tree that have none below them."""
    if node.children:
        for child in node.children:
            yield from leaves(child)
    else:
        yield node


def other(node: Node) -> Iterator[str]:
    """What a word of a script may be changed to."""
    words = (node.text or b"").decode()
    if node.type == "number":
        yield f"({words} + 1)"
    elif words in SWAPPED and node.type == words:
        yield SWAPPED[words]


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]) if given else 20, given[1:] or [*AREAS])
