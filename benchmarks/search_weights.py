"""Cross-validation of ranking weights: how well questions that were left out of the index find their page.

    python benchmarks/search_weights.py                                  # as it is
    python benchmarks/search_weights.py LIKENESS=2 LIKENESS=4,WITHIN=.2  # and with other constants of ranking.js

Cross-validation: of each page's `questions` a fifth is left out of the index, then asked, in turn. Only the page they were
written for counts as right, though neighbours often are: the figures lie far below those of judged questions and say
which weights are better, not how good they are. Pages are in two halves. Weights are chosen by the first, and the second
shows whether that held.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

from generator.base import Base
from generator.examining import linked
from generator.outputs.search import analyzer_of, findable, search_document, synonyms
from generator.rendering.inputs import Inputs
from generator.rendering.output import Output
from generator.search.analysis import Ignored
from generator.search.distress import ear
from generator.search.document import SearchDocument
from generator.search.encoding import encode
from generator.search.engine import Ranking
from generator.search.index import build_index
from generator.search.joining import Joined
from generator.search.page_terms import analyse
from generator.search.scripts import PATH, program, script

FOLDS = 5
HALVES = ("pages to choose by", "other pages")
Asked = tuple[str, str]
"""A question and the address of its page."""


def main() -> None:
    """Measure and print."""
    trials = ["", *sys.argv[1:]]
    base = Base.at(Path.cwd())
    places: dict[tuple[str, int], list[int]] = {}
    for made, asked in folds(Inputs.of(base, *linked(base), None)):
        for trial in trials:
            ranking = Ranking(weighed(made, trial))
            for question, address in asked:
                places.setdefault((trial, part(address, 2)), []).append(place(ranking, question, address))
    for trial in trials:
        figures = (f"{name} {shown(places.get((trial, half), []))}" for half, name in enumerate(HALVES))
        print(f"questions left out{', ' + trial if trial else ''}: {'; '.join(figures)}")


def folds(inputs: Inputs) -> Iterator[tuple[tuple[str, ...], list[Asked]]]:
    """The search program without a fifth of the questions, and that fifth, five times."""
    edition, words = inputs.edition, inputs.edition.library.words.search
    entries, groups, ignored = findable(edition), synonyms(edition, words), Ignored(words.ignored)
    analyzer = analyzer_of(entries, groups)
    pages = [search_document(entry, inputs.showing.part(entry)) for entry in entries]
    deaf = Output(PATH, script(ear([], [], [], []), [], {}))
    for fold in range(FOLDS):
        kept = dict(enumerate(without(page, fold) for page in pages))
        joined = Joined.of((number, analyse(page, analyzer)) for number, page in kept.items())
        index = build_index(joined, kept, groups, ignored, analyzer)
        files = encode(index, ignored, words.unknown_number or "")
        asked = [(q, page.address) for page in pages for q in page.questions if part(q, FOLDS) == fold]
        yield program((*files, deaf)), asked


def without(page: SearchDocument, fold: int) -> SearchDocument:
    """A page without the questions of a fold."""
    return replace(page, questions=tuple(q for q in page.questions if part(q, FOLDS) != fold))


def part(text: str, parts: int) -> int:
    """In which of some parts a text always is."""
    return crc32(f"part {text}".encode()) % parts


def weighed(made: Sequence[str], trial: str) -> tuple[str, ...]:
    """A program with other constants: `NAME=VALUE,NAME=VALUE`."""
    *data, engine = made
    for setting in filter(None, trial.split(",")):
        name, value = setting.split("=")
        engine, times = re.subn(rf"(?m)^const {name} = [^;]+;", f"const {name} = {float(value)};", engine)
        if times != 1:
            sys.exit(f"the engine has no constant {name}")
    return (*data, engine)


def place(ranking: Ranking, question: str, address: str) -> int:
    """The place of the page that a question was written for, from 1; 0 when it is not among the first ten."""
    hits = enumerate(ranking.search(question).hits, 1)
    return next((number for number, hit in hits if hit.address == address), 0)


def shown(places: Sequence[int]) -> str:
    """Success@3, MRR@10 and the number of some questions."""
    count = len(places) or 1
    found, reciprocal = sum(0 < one <= 3 for one in places), sum(1 / one for one in places if one)
    return f"{found / count:.3f} / {reciprocal / count:.3f} ({len(places)})"


if __name__ == "__main__":
    main()
