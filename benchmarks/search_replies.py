"""Which sentence is shown for ways of asking that were left out of the content: the right one, none, or another.

    python benchmarks/search_replies.py                                 # as it is
    python benchmarks/search_replies.py LIKELY=.5 LIKELY=.7,RANK=10     # and with other constants of answering.js

Ways of asking in `faq` that are in no page's `questions` are asked in turn, each after it was taken from its sentence. Counted apart: questions that find the page of the sentence first, and those that find
another. Often the other page or another sentence answers, too, so the figures say which constants are better, not how
good they are. Pages are in two halves. Constants are chosen by the first, and the second shows whether that held.
Needs the site in `site/`.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path
from zlib import crc32

from py_mini_racer import MiniRacer
from search_cost import files_of
from search_weights import HALVES, part, weighed

from generator.search.encoding import NAME
from generator.search.scripts import PATH, engine

MOST = 1500
"""Maximum number of questions; always the same ones."""
ASK = """
let found = null;
const without = (replies, ask) =>
  replies.map(([sentence, heading, anchor, asks]) => [sentence, heading, anchor, asks.filter((one) => one !== ask)]);
const ask = async (question) => {
  const repliesOf = Object.getPrototypeOf(engine).repliesOf;
  engine.repliesOf = async (page) => {
    const [questions, replies] = await repliesOf.call(engine, page);
    return [questions, without(replies, question)];
  };
  const ranked = await engine.search(question);
  const { reply } = await engine.answered(ranked);
  found = [ranked.hits.map(({ address }) => address), reply ? reply.sentence : ""];
};
"""


def main() -> None:
    """Measure and print."""
    site = Path.cwd() / "site"
    for trial in ["", *sys.argv[1:]]:
        counted: dict[tuple[int, bool], Counter[str]] = {}
        context = started(site, trial)
        for question, address, sentence in asked(site):
            context.eval(f"ask({json.dumps(question)})")
            pages, shown = json.loads(str(context.eval("JSON.stringify(found)")))
            verdict = "right" if shown == sentence else "other" if shown else "none"
            counted.setdefault((part(address, 2), pages[:1] == [address]), Counter())[verdict] += 1
        for (half, first), found in sorted(counted.items()):
            figures = ", ".join(f"{name} {found[name] / found.total():.3f}" for name in ("right", "none", "other"))
            print(f"{trial or 'as it is'}; {HALVES[half]}, {'its own' if first else 'another'} first: {figures}")
    sys.stdout.flush()
    os._exit(0)  # V8 may wait for itself


def started(site: Path, trial: str) -> MiniRacer:
    """The engine with the index of a site, with other constants."""
    context = MiniRacer()
    context.eval("const parts = {}; const kbSearch = (name, value) => { parts[name] = value; };")
    for path in files_of(site).values():
        context.eval(path.read_text("utf-8"))
    (script,) = weighed((engine(),), trial)
    context.eval(f"{(site / PATH).read_text('utf-8').splitlines()[0]}\n{script}")
    context.eval(f"const engine = new Engine((name) => parts[name], kbHelp);{ASK}")
    return context


def asked(site: Path) -> list[tuple[str, str, str]]:
    """Ways of asking that no page has among its `questions`, each with the address of its page and its sentence."""
    texts = {name: path.read_text("utf-8") for name, path in files_of(site).items()}
    values = {name: json.loads(text[text.index(",") + 1 : text.rindex(")")]) for name, text in texts.items()}
    root = values["index"]
    names = [root["tables"][at : at + NAME] for at in range(0, len(root["tables"]), NAME)]
    rows = dict(enumerate(row for name in names for row in padded(values[name], root["table"])))
    pages = {row[0]: values[row[5]][number % root["texts"]] for number, row in rows.items() if row and len(row) > 5}
    taken = {question for questions, _ in pages.values() for question in questions}
    found = (
        (ask, address, sentence)
        for address, (_, replies) in pages.items()
        for sentence, _, _, asks in replies
        for ask in asks
        if ask not in taken
    )
    return sorted(found, key=lambda one: crc32(one[0].encode()))[:MOST]


def padded(rows: list[list[object]], count: int) -> list[list[object]]:
    """Rows with as many empty ones at the end as are missing."""
    return [*rows, *([] for _ in range(count - len(rows)))]


if __name__ == "__main__":
    main()
