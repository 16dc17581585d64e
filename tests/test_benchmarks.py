"""Each benchmark runs, at the smallest size that it takes: a figure that nobody can measure again is worth nothing."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DAY, ROOT, SITES, Kb

from tests import commands

BENCHMARKS = ROOT / "benchmarks"
PARTS = ("articles", "corpus", "peers", "search_asks", "search_engines", "search_measure", "search_table")
"""Modules that the others import."""


def run(script: str, *arguments: object, base: Path) -> str:
    """What a benchmark prints; it must end well."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KB_LANG": "en", "KB_BENCH": str(base / "bench")}
    done = commands.run([*map(str, arguments)], environment, base, base, BENCHMARKS / f"{script}.py")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, kb: Kb) -> Path:
    """The small base, built."""
    root = tmp_path_factory.mktemp("measured")
    shutil.copytree(SITES / "small/content", root / "content")
    shutil.copytree(ROOT / "site_templates", root / "site_templates")
    shutil.copy(ROOT / "mkdocs.yml", root)
    records = root / "content/strategies/keep-records.yaml"
    asks = "faq:\n  - says: 时间、号码\n    asks: [记录与取证要记什么内容, 记录与取证要记哪些内容]\ntopics:"
    records.write_text(records.read_text("utf-8").replace("topics:", asks, 1), "utf-8")
    assert kb("build", "--root", root, "--as-of", DAY).returncode == 0
    return root


def test_every_benchmark_is_here() -> None:
    source = Path(__file__).read_text("utf-8")
    scripts = {path.stem for path in BENCHMARKS.glob("*.py")} - {*PARTS}
    assert {name for name in scripts if f'run("{name}"' not in source} == {"webkit_walk"}  # needs Debian's WebKit


def test_stages_of_a_build(base: Path) -> None:
    shown = run("stages", base, "--jobs", 1, base=base)
    assert re.search(r"^search index +\d+\.\d\d s", shown, re.MULTILINE) and re.search(
        r"^\d+ pages", shown, re.MULTILINE
    )


def test_commands(base: Path) -> None:
    assert len(re.findall(r"^[a-z ]+ \d+\.\d\d s", run("commands", base, base=base), re.MULTILINE)) == 8


def test_language_server(base: Path) -> None:
    shown = run("language_server", base, "--times", 1, base=base)
    assert len(re.findall(r" +\d+ ms +\d+ ms of processor$", shown, re.MULTILINE)) == 4


def test_preview(base: Path) -> None:
    assert re.search(r"save to reload \d+ ms", run("preview", base, "--times", 1, base=base))


def test_beside_other_tools(base: Path) -> None:
    shown = run("compare", "--sizes", 2, "--only", "ours,check", "--json", base / "figures.json", base=base)
    assert re.search(r"^\| kb build \| \d", shown, re.MULTILINE) and (base / "figures.json").stat().st_size


def test_search_beside_other_engines(base: Path) -> None:
    shown = run("search", "--sizes", 20, "--only", "ours", "--part", 0.2, base=base)
    assert re.search(r"^\| ours \|", shown, re.MULTILINE)


def test_quality_of_search(base: Path) -> None:
    shown = run("search_quality", base / "site", 19, base=base)
    assert re.search(r"^held: \d\.\d{3} / \d\.\d{3} \(\d+\)$", shown, re.MULTILINE)


def test_weights_of_search(base: Path) -> None:
    shown = run("search_weights", "LIKENESS=2", base=base)
    assert len(re.findall(r"^questions left out.*: pages to choose by \d\.\d{3} / ", shown, re.MULTILINE)) == 2


def test_sentences_that_answer(base: Path) -> None:
    shown = run("search_replies", "LIKELY=2", base=base)
    assert re.search(r"^as it is; .*, its own first: right 1.000, none 0.000, other 0.000$", shown, re.MULTILINE)
    assert re.search(r"^LIKELY=2; .*, its own first: right 0.000, none 1.000, other 0.000$", shown, re.MULTILINE)


def test_cost_of_a_first_answer(base: Path) -> None:
    shown = run("search_cost", base / "site", base=base)
    assert re.search(r"^in haste, rounds: median \d, 95% \d, most \d$", shown, re.MULTILINE)


def test_what_the_host_is_told(base: Path) -> None:
    shown = run("search_told", base / "site", base=base)
    assert re.search(r"^words a file: median \d+, 5% \d+, fewest \d+", shown, re.MULTILINE)
    assert re.search(r"^page guessed from the files: \d+%, among 3 guesses: \d+%$", shown, re.MULTILINE)
    assert re.search(r"^files asked for to hear distress in \d\d+ questions: 0$", shown, re.MULTILINE)


def test_other_engines_get_all_words_of_a_page(base: Path) -> None:
    command = (
        "from benchmarks.articles import read_base; print([a.markdown(True) for a in read_base(Path('.')).articles])"
    )
    script = f"from pathlib import Path; {command}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=base, env=environment
    ).stdout
    assert "## 记什么？" in shown and "微信分付" in shown and "用一笔就是借一笔" in shown


def test_pages_on_a_phone(base: Path) -> None:
    assert re.search(r"^\| strategies \| 1 \| \d", run("screens", base / "site", base=base), re.MULTILINE)
    assert re.search(r"^\| / \| \d+\.\d\d", run("first_paint", base / "site", 1, base=base), re.MULTILINE)


def test_first_results_on_a_phone(base: Path) -> None:
    shown = run("search_phone", base / "site", 1, base=base)
    assert re.findall(r"^\| (\w+) \| [\d,]+ \|", shown, re.MULTILINE) == ["opened", "at_once", "typed"]


def test_every_errand_of_a_reader_ends_with_something_in_hand(real_site: Path, base: Path) -> None:
    assert "NOTHING" not in run("errands", real_site, base=base)
