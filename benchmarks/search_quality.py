"""How well search answers on questions that it has not seen, beside those that may be looked at, so that over-fitting shows.

Judged pages by group; questions about other things; distress in phrases that nobody learnt from, and in kinds of phrases
that were left out while it learnt. Tables of words go to standard output: `python benchmarks/search_quality.py [SITE
[EVERY]]`, where only one of so many questions is asked.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from peers import ROOT

from generator.reading.choices import variants
from generator.rendering.output import Output
from generator.search.distress import ear
from generator.search.encoding import FOLDER
from generator.search.engine import Ranking
from generator.search.scripts import program

TESTS = ROOT / "tests" / "search"
FOLDS = 5
BLOCK = 40
"""So many neighbouring lines of content/distress.yaml, which are mostly of one kind, are left out together."""


def main() -> None:
    """Measure and print."""
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    every = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    files = sorted((site / FOLDER).rglob("*.js"))
    ranking = Ranking(program([Output(file.relative_to(site).as_posix(), file.read_bytes()) for file in files]))
    judged = read(TESTS / "unseen.yaml")["queries"][::every]
    off = read(TESTS / "offtopic.yaml")["questions"][::every]
    answers = read(TESTS / "answers.yaml")["questions"][::every]
    for split in ("held", "tune"):
        mine = [query for query in judged if query["split"] == split]
        print(f"{split}: {figures(ranking, mine)}")
        for group in sorted({query["group"] for query in mine}):
            print(f"  {group}: {figures(ranking, [query for query in mine if query['group'] == group])}")
        print(
            f"  about other things, told so: {told(ranking, off, split)}; about this base: {told(ranking, mine, split)}"
        )
        print(f"  sentences that answer: {answered(ranking, answers, split)}")
    phrases = read(TESTS / "distress.yaml")
    for name, texts in phrases.items():
        print(f"{name}: heard {share(ranking.search(each['text']).distress for each in texts[::every])}")
    heard, false = left_out({name: lines[::every] for name, lines in read(ROOT / "content" / "distress.yaml").items()})
    print(f"kinds of phrases left out, no list: heard {share(heard)}, false alarms {share(false)}")


def read(path: Path) -> dict[str, Any]:
    """A file of questions or words."""
    content: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return content


def figures(ranking: Ranking, queries: Sequence[dict[str, Any]]) -> str:
    """Success@3, MRR@10 and the number of some questions."""
    places = [place(ranking, query) for query in queries]
    found = sum(0 < one <= 3 for one in places) / len(places)
    return f"{found:.3f} / {sum(1 / one for one in places if one) / len(places):.3f} ({len(places)})"


def place(ranking: Ranking, query: dict[str, Any]) -> int:
    """The place of the first right page, from 1; 0 when none of ten is right."""
    wanted = {key.removeprefix("pages/") for key in query["want"]}
    hits = enumerate(ranking.search(query["q"]).hits, 1)
    return next((number for number, hit in hits if hit.address.strip("/") in wanted), 0)


def told(ranking: Ranking, questions: Iterable[dict[str, Any]], split: str) -> str:
    """The share of questions that are told that nothing was found."""
    return share(not ranking.search(each["q"]).is_here for each in questions if each["split"] == split)


def answered(ranking: Ranking, questions: Iterable[dict[str, Any]], split: str) -> str:
    """How many questions are shown the right sentence, none, or a wrong one."""
    found = Counter(verdict(ranking, question) for question in questions if question["split"] == split)
    return ", ".join(f"{name} {found[name]}" for name in ("right", "none", "wrong"))


def verdict(ranking: Ranking, question: dict[str, Any]) -> str:
    """Whether what the first result says holds what answers a question, its one line or the sentence shown below it:
    `right`; `wrong`, where a sentence is shown and neither does; else `none`.
    """
    found = ranking.search(question["q"], 1)
    shown = re.sub(r"[\s†]", "", "".join((*(hit.answer for hit in found.hits), found.sentence or "")))
    return "right" if any(said in shown for said in question["says"]) else "wrong" if found.sentence else "none"


def share(found: Iterable[bool]) -> str:
    """The share of what is true, with the number."""
    everything = list(found)
    return f"{sum(everything) / len(everything):.3f} ({len(everything)})"


def left_out(words: dict[str, list[str]]) -> tuple[list[bool], list[bool]]:
    """Whether each line of kinds that were left out is heard: of those that should be, and of those that should not."""
    heard: list[bool] = []
    false: list[bool] = []
    for fold in range(FOLDS):
        kept = {name: list(some(lines, fold, inside=False)) for name, lines in words.items()}
        here = ear([], kept["heard"], kept["not_heard"], kept["ordinary"])
        heard += [here.hears(variants(line)[0]) for line in some(words["heard"], fold, inside=True)]
        others = (*words["not_heard"], *words["ordinary"])
        false += [here.hears(variants(line)[0]) for line in some(others, fold, inside=True)]
    return heard, false


def some(lines: Sequence[str], fold: int, inside: bool) -> Iterator[str]:
    """The lines of every fifth block, or all others."""
    return (line for number, line in enumerate(lines) if (number // BLOCK % FOLDS == fold) == inside)


if __name__ == "__main__":
    main()
