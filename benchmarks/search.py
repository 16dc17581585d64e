"""How well and how fast readers find pages with this search, beside other engines, in one run over the same articles.

At the size `real` the articles are this repository's, and the judged questions of the tests say which pages are right;
numbers stand for made-up articles, where only bytes and times are measured. Every engine gets the same words; the peers
have no field for aliases, so each stands in two rows at `real`: without aliases, and with them as the last paragraph of
the page. At the other sizes the aliases stand in the pages. Tables go to standard output, progress to standard error.
"""

import argparse
import json
import os
import random
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypedDict

import yaml
from articles import Article, Base, read_base
from corpus import Corpus
from peers import ROOT, TOOLS
from playwright.sync_api import Browser
from search_engines import ENGINES, SITES, Engine, Unable
from search_measure import Answers, Session, chromium
from search_table import Row, table, write

QUERIES = ROOT / "tests" / "search" / "unseen.yaml"
REAL = "real"
QUESTIONS = 30
"""How many questions bytes and times are measured with."""


class Judged(TypedDict):
    """A question and the pages a fair judge accepts."""

    q: str
    group: str
    want: list[str]
    split: str


@dataclass(frozen=True)
class Task:
    """What every engine has to do at one size."""

    size: str
    root: Path
    base: Base
    judged: tuple[Judged, ...] = ()
    """The questions held out, and after them those that may be looked at."""
    held: int = 0
    """How many are held out."""
    questions: tuple[str, ...] = field(default=())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="real,1000,10000", help="numbers of articles (default real,1000,10000)")
    parser.add_argument("--only", default="", help="engines: " + ",".join(engine.key for engine in ENGINES))
    parser.add_argument("--timeout", type=float, default=900, help="seconds to make an index in (default 900)")
    parser.add_argument("--patience", type=float, default=60, help="seconds to wait for one answer (default 60)")
    parser.add_argument("--part", type=float, default=120, help="seconds for one kind of measurement (default 120)")
    parser.add_argument("--note", default="", help="words about the machine, for the table's caption")
    parser.add_argument("--json", type=Path, help="file for the figures")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    options = parser.parse_args()
    wanted = options.only.split(",") if options.only else [engine.key for engine in ENGINES]
    if unknown := set(wanted) - {engine.key for engine in ENGINES}:
        parser.error(f"no such engine: {', '.join(sorted(unknown))}")
    rows: list[Row] = []
    with chromium() as browser:
        for size in options.sizes.split(","):
            task = prepare(size)
            here: list[Row] = []
            for engine in ENGINES:
                if engine.key in wanted and (size == REAL or engine.aliases):
                    here.append(measure(engine, task, browser, options))
                    if options.json:
                        figures = {"cores": os.cpu_count(), "rows": [asdict(row) for row in [*rows, *here]]}
                        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
            rows += here
            shown = table(here, len(task.base.articles), task.held)
            print(f"\n{shown}", flush=True)
            if options.write:
                only = f" --only {options.only}" if options.only else ""
                note = f", {options.note}" if options.note else ""
                how = f"`python benchmarks/search.py --sizes {size}{only}` on {time.strftime('%Y-%m-%d')}{note}."
                write(ROOT / "docs" / "benchmarks.md", size, shown, how)


def prepare(size: str) -> Task:
    """Read or make up the base of a size, with the questions for it."""
    if size == REAL:
        everything: list[Judged] = yaml.safe_load(QUERIES.read_text("utf-8"))["queries"]
        judged = tuple(sorted(everything, key=lambda query: query["split"] != "held"))
        held = sum(query["split"] == "held" for query in judged)
        step = len(judged) / QUESTIONS
        questions = tuple(judged[int(number * step)]["q"] for number in range(QUESTIONS))
        return Task(size, ROOT, read_base(ROOT), judged, held, questions)
    say(f"{int(size):,} articles: writing …")
    root = SITES / "bases" / size
    TOOLS[0].write(Corpus(int(size)), root)
    base = read_base(root)
    return Task(size, root, base, questions=questions_about(base.articles))


def questions_about(articles: Sequence[Article]) -> tuple[str, ...]:
    """Titles, aliases and headings of made-up articles, ten of each."""
    some = random.Random(1).sample([article for article in articles if article.aliases and len(article.parts) > 3], 10)
    headings = [next(heading for heading, _ in article.parts if heading) for article in some]
    return (*(article.title for article in some), *(article.aliases[0] for article in some), *headings)


def measure(engine: Engine, task: Task, browser: Browser, options: argparse.Namespace) -> Row:
    """One engine at one size."""
    row = Row(engine.key, engine.name + (" 〔aliases〕" if engine.key.endswith("-aliases") else ""), task.size)
    answers = Answers()
    try:
        say(f"{row.name}, {task.size}: index …")
        site, row.seconds = engine.make(task.base, task.root, options.timeout)
        files = {path for pattern in engine.tool.index for path in site.glob(pattern) if path.is_file()}
        row.index = sum(path.stat().st_size for path in files)
        session = Session(engine, site, browser, options.patience)
        try:
            if task.judged:
                say(f"{row.name}, {task.size}: {len(task.judged)} judged questions …")
                found = places(task.judged, session.found([query["q"] for query in task.judged]))
                row.places = found[: task.held]
                print(
                    f"{row.name}: held out {figures(row.places)}; looked at {figures(found[task.held :])}", flush=True
                )
            say(f"{row.name}, {task.size}: first results …")
            session.first_results(task.questions, answers, options.part)
            say(f"{row.name}, {task.size}: keystrokes …")
            session.keystrokes(task.questions, answers, options.part)
        finally:
            session.close()
        shutil.rmtree(site.parent)
    except Unable as fault:
        row.fault = str(fault)
        say(f"{row.name}, {task.size}: {fault}")
    row.bytes, row.first, row.typed, row.again = answers.bytes, answers.first, answers.typed, answers.again
    return row


def places(judged: Sequence[Judged], found: Sequence[Sequence[str]]) -> list[int]:
    """For each question the place of the first right page, from 1; 0 when none of ten is right."""
    return [
        next((place for place, key in enumerate(keys, 1) if key in query["want"]), 0)
        for query, keys in zip(judged, found, strict=True)
    ]


def figures(places: Sequence[int]) -> str:
    """Success@3 and MRR@10 of some questions."""
    hits = sum(0 < place <= 3 for place in places)
    return f"{hits / len(places):.3f} / {sum(1 / place for place in places if place) / len(places):.3f}"


def say(words: str) -> None:
    """Progress, on standard error."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
