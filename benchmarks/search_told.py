"""What the host of a site can tell about a question from the files of the index that it asks for.

Counted on a built site for somebody who has everything: the site, the ways of asking that its entries list, and the names
of all files that a question asked for, in an empty cache. Such a reader of logs takes the listed way of asking whose files
are most like those. Questions are those of the tests that were held out. Needs the site in `site/`.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import yaml
from peers import ROOT
from py_mini_racer import MiniRacer
from search_cost import asked, at, files_of

from generator.base import Base
from generator.examining import linked
from generator.outputs.search import findable, search_document
from generator.rendering.inputs import Inputs
from generator.search.scripts import PATH, engine

GUESSES = 3
ALL = "with texts"
"""The step that asks for all that an answer shows."""
WAYS_A_PAGE = 6
"""So many listed ways of asking for each page are compared with."""

Files = frozenset[str]


def main() -> None:
    """Count and print."""
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    judged = yaml.safe_load((ROOT / "tests/search/unseen.yaml").read_text("utf-8"))["queries"]
    held = [query for query in judged if query["split"] == "held"]
    print_words(site)
    print_guesses(site, [query["q"] for query in held], [set(query["want"]) for query in held])
    hard = yaml.safe_load((ROOT / "tests/search/distress.yaml").read_text("utf-8"))["sounds_like_distress"]
    loads = asked_to_hear(site, [each["text"] for each in hard])
    print(f"files asked for to hear distress in {len(hard)} questions: {loads}", flush=True)
    os._exit(0)  # V8 may wait for itself


def print_words(site: Path) -> None:
    """How many words share a file of words."""
    texts = (path.read_text("utf-8") for path in files_of(site).values())
    values = (json.loads(text[text.index(",") + 1 : text.rindex(")")]) for text in texts)
    words = [value.count("\n") + 1 for value in values if isinstance(value, str) and "\t" in value]
    print(
        f"words a file: median {at(0.5, words):,}, 5% {at(0.05, words):,}, fewest {min(words):,} ({len(words)} files)"
    )


def print_guesses(site: Path, questions: Sequence[str], wanted: Sequence[set[str]]) -> None:
    """How well the page that a question is about can be guessed from its files, and how many questions share theirs."""
    listed = ways_of_asking(Path.cwd())
    files = (frozenset(found.names) for found in asked(site, [question for question, _ in listed], ALL))
    known = list(zip(files, (page for _, page in listed), strict=True))
    told = [frozenset(found.names) for found in asked(site, questions, ALL)]
    alike = Counter(told)
    alone = sum(alike[files] == 1 for files in told)
    print(f"questions whose files no other of {len(told):,} asks for: {alone / len(told):.0%}")
    ranks = [guessed(files, known) for files in told]
    first, among = (
        sum(bool(want & set(pages[:n])) for pages, want in zip(ranks, wanted, strict=True)) for n in (1, GUESSES)
    )
    print(f"page guessed from the files: {first / len(told):.0%}, among {GUESSES} guesses: {among / len(told):.0%}")


def ways_of_asking(root: Path) -> list[tuple[str, str]]:
    """Some ways of asking that the entries list, each with its page."""
    base = Base.at(root)
    inputs = Inputs.of(base, *linked(base), None)
    pages = [search_document(entry, inputs.showing.part(entry)) for entry in findable(inputs.edition)]
    return [(q, page.address.strip("/")) for page in pages for q in (page.title, *page.questions[:WAYS_A_PAGE])]


def guessed(files: Files, known: Sequence[tuple[Files, str]]) -> list[str]:
    """The pages whose ways of asking need files most like these, best first."""
    ranked = sorted(known, key=lambda each: -len(files & each[0]) / len(files | each[0]))
    return list(dict.fromkeys(page for _, page in ranked))[:GUESSES]


def asked_to_hear(site: Path, words: Sequence[str]) -> int:
    """How many files are asked for to tell whether words sound like distress."""
    context = MiniRacer()
    context.eval(f"{(site / PATH).read_text('utf-8').splitlines()[0]}\n{engine()}\nlet asked = 0;")
    context.eval("const heard = new Engine(() => { asked += 1; return new Promise(() => {}); }, kbHelp);")
    for each in words:
        context.eval(f"heard.isDistress({json.dumps(each)})")
    return int(str(context.eval("asked")))


if __name__ == "__main__":
    main()
