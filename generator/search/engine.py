"""Runs the browser's search engine in V8, so that readers, `kb search` and the judged queries get the same ranking."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from py_mini_racer import MiniRacer


@dataclass(frozen=True)
class Hit:
    """A result: `why` lists for each part of the question what matched and its points."""

    address: str
    title: str
    answer: str
    label: str
    score: float
    why: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class SearchResults:
    """The results of a question; corrections and synonyms are pairs of a typed word and what was also searched."""

    hits: tuple[Hit, ...]
    total: int
    distress: bool
    is_here: bool
    """Whether the base has anything on the question; if not, the hits are only the nearest pages."""
    corrections: tuple[tuple[str, str], ...]
    synonyms: tuple[tuple[str, tuple[str, ...]], ...]
    sentence: str | None
    """The sentence of the first page that is shown as the answer; None if none is likely enough to be one."""
    passage: str | None
    """Otherwise the sentence of the first page that is likeliest to answer, shown as something it says, too."""


CONSIDERED = 3
"""The number of results that may become the first because a sentence of theirs answers."""


class Ranking:
    """The engine with an index; `program` are its scripts."""

    def __init__(self, program: Iterable[str]) -> None:
        self._context = MiniRacer()
        self._context.eval("const parts = {}; const kbSearch = (name, value) => { parts[name] = value; };")
        self._context.eval("\n".join(program))  # at once: each call waits for V8's own thread
        self._context.eval("const engine = new Engine((name) => parts[name], kbHelp);")

    def search(self, question: str, limit: int = 10, section: str = "") -> SearchResults:
        """The best pages for a question, in the browser's order."""
        options = json.dumps({"limit": max(limit, CONSIDERED), "section": section})
        # All parts are in memory, so the promise is kept before the evaluation returns; no event loop is needed.
        asked = f"engine.search({json.dumps(question)}, {options}).then((found) => engine.answered(found))"
        self._context.eval(f"var answer = null; {asked}.then((found) => {{ answer = JSON.stringify(found); }});")
        found = json.loads(str(self._context.eval("answer")))
        hits = tuple(
            Hit(hit["address"], hit["title"], hit["answer"], hit["label"], hit["score"], tuple(hit["why"]))
            for hit in found["hits"][:limit]
        )
        return SearchResults(
            hits,
            found["total"],
            found["distress"],
            found["isHere"],
            tuple((typed, meant) for typed, meant in found["corrections"]),
            tuple((typed, tuple(also)) for typed, also in found["synonyms"]),
            found.get("reply", {}).get("sentence"),
            found.get("passage", {}).get("sentence"),
        )
