"""What the first answer to a question costs from an empty cache: files, files one after another, gzipped bytes.

Counted, not timed: the engine runs in V8 and is handed the files of the index in rounds, all that it asks for at once in
one round. The script comes before all of them: one file and one round more. Questions are those of the
tests that were held out. Needs the site in `site/`.
"""

import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml
from peers import ROOT
from py_mini_racer import MiniRacer

from generator.search.encoding import FOLDER
from generator.search.scripts import PATH, engine

STEPS = {
    "in haste": "(engine, question) => engine.search(question, { limit: 2, inHaste: true })",
    "whole": "(engine, question) => engine.search(question, { limit: 10 })",
    "with texts": """async (engine, question) => {
  const found = await engine.search(question, { limit: 10 });
  const { hits, reply } = await engine.answered(found);
  const shows = (hit, i) =>
    (reply && !i) || found.rarest.some((word) => foldInPlace(hit.title + hit.answer).includes(word));
  await Promise.all(hits.map((hit, i) => shows(hit, i) || engine.excerpt(hit.page, found.words)));
}""",
}
"""What a page asks for, one after the other: the first results, all results, and the sentences shown with them."""
ROUNDS = """
let waiting = [];
const asked = [];
const step = %s;
const load = (name) => new Promise((resolve) => { asked.push(name); waiting.push(() => resolve(parts[name])); });
const ask = (question) => {
  asked.length = 0;
  globalThis.done = false;
  const engine = new Engine(load, kbHelp);
  engine.start().then(() => step(engine, question)).then(() => { done = true; });
};
const hand = () => { const now = waiting; waiting = []; now.forEach((one) => one()); return now.length; };
"""


class Cost(NamedTuple):
    """What one answer took."""

    files: int
    rounds: int
    bytes: int


class Asked(NamedTuple):
    """What one answer asked for: the names of the files, in how many rounds."""

    names: tuple[str, ...]
    rounds: int


def files_of(site: Path) -> dict[str, Path]:
    """The files of the index of a built site by the names that the engine asks for."""
    return {path.stem.split("-")[0]: path for path in (site / FOLDER).rglob("*.js") if path != site / PATH}


def asked(site: Path, questions: Iterable[str], step: str) -> Iterator[Asked]:
    """What each question asks for, from an empty cache, in one of the steps alone."""
    context = MiniRacer()
    context.eval("const parts = {}; const kbSearch = (name, value) => { parts[name] = value; };")
    for path in files_of(site).values():
        context.eval(path.read_text("utf-8"))
    context.eval(f"{(site / PATH).read_text('utf-8').splitlines()[0]}\n{engine()}\n{ROUNDS % STEPS[step]}")
    return (_asked(context, question) for question in questions)


def _asked(context: MiniRacer, question: str) -> Asked:
    context.eval(f"ask({json.dumps(question)})")
    rounds = 0
    while not context.eval("done"):
        rounds += bool(context.eval("hand()"))
    return Asked(tuple(json.loads(str(context.eval("JSON.stringify(asked)")))), rounds)


def costs(site: Path, questions: Iterable[str], step: str) -> list[Cost]:
    """What each question costs on a built site, asked in one of the steps alone."""
    sizes = {name: len(gzip.compress(path.read_bytes(), 9)) for name, path in files_of(site).items()}
    script = len(gzip.compress((site / PATH).read_bytes(), 9))
    return [
        Cost(len(names) + 1, rounds + 1, script + sum(sizes[name] for name in names))
        for names, rounds in asked(site, questions, step)
    ]


def at(share: float, values: Sequence[int]) -> int:
    """The value below which a share of some values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main() -> None:
    """Count and print."""
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    judged = yaml.safe_load((ROOT / "tests/search/unseen.yaml").read_text("utf-8"))["queries"]
    for step in STEPS:
        found = costs(site, [query["q"] for query in judged if query["split"] == "held"], step)
        for name in Cost._fields:
            values = [getattr(cost, name) for cost in found]
            print(f"{step}, {name}: median {at(0.5, values):,}, 95% {at(0.95, values):,}, most {max(values):,}")


if __name__ == "__main__":
    main()
