"""What readers type leads to the right page: judged questions, and the same order in the browser as in `kb search`."""

import random
from collections import defaultdict
from functools import cache, partial
from pathlib import Path
from typing import NotRequired, TypedDict

import pytest
from conftest import ROOT, open_page
from listed import listed
from playwright.sync_api import Locator, Page, expect
from waiting import on, until

from generator.rendering.output import Output
from generator.search.encoding import FOLDER
from generator.search.engine import Ranking
from generator.search.scripts import program

pytestmark = pytest.mark.content

QUERIES = Path(__file__).parent / "queries.yaml"
UNSEEN = Path(__file__).parent / "unseen.yaml"
OFFTOPIC = Path(__file__).parent / "offtopic.yaml"


class Query(TypedDict):
    """A question, its group, and the pages a fair judge accepts, best first."""

    q: str
    group: str
    want: list[str]
    split: NotRequired[str]


@cache
def judged(path: Path) -> list[Query]:
    """The judged questions of a file."""
    queries: list[Query] = listed(path)["queries"]
    return queries


def first_ten(ranking: Ranking, queries: list[Query]) -> dict[str, list[str]]:
    """The first ten pages for each question."""
    return {q["q"]: [hit.address.strip("/") for hit in ranking.search(q["q"]).hits] for q in queries}


@pytest.fixture(scope="module")
def queries() -> list[Query]:
    return judged(QUERIES)


@pytest.fixture(scope="module")
def outputs(real_site: Path) -> tuple[Output, ...]:
    paths = sorted((real_site / FOLDER).rglob("*.js"))
    return tuple(Output(path.relative_to(real_site).as_posix(), path.read_bytes()) for path in paths)


@pytest.fixture(scope="module")
def ranking(outputs: tuple[Output, ...]) -> Ranking:
    return Ranking(program(outputs))


@pytest.fixture(scope="module")
def found(ranking: Ranking, queries: list[Query]) -> dict[str, list[str]]:
    return first_ten(ranking, queries)


def place(query: Query, found: dict[str, list[str]]) -> int:
    """The place of the first wanted page, from 1; 0 when none of ten is wanted."""
    wanted = {key.removeprefix("pages/") for key in query["want"]}
    return next((i for i, key in enumerate(found[query["q"]], 1) if key in wanted), 0)


def test_every_wanted_page_exists(queries: list[Query]) -> None:
    everything = [*queries, *judged(UNSEEN)]
    assert len(queries) >= 200
    assert len({query["q"] for query in everything}) == len(everything)
    files = (path.relative_to(ROOT / "content").with_suffix("") for path in (ROOT / "content").glob("*/*.*"))
    there = {path.as_posix().removeprefix("pages/") for path in files}
    assert {key.removeprefix("pages/") for query in everything for key in query["want"]} <= there


def test_the_right_page_is_among_the_first_three(queries: list[Query], found: dict[str, list[str]]) -> None:
    groups: dict[str, list[bool]] = defaultdict(list)
    for query in queries:
        groups[query["group"]].append(0 < place(query, found) <= 3)
    missed = [(q["q"], q["want"], found[q["q"]][:3]) for q in queries if not 0 < place(q, found) <= 3]
    shares = {group: sum(hits) / len(hits) for group, hits in groups.items()}
    everything = [hit for hits in groups.values() for hit in hits]
    assert sum(everything) / len(everything) >= 0.93, missed
    assert min(shares.values()) >= 0.87, (shares, missed)


def test_the_right_page_stands_high(queries: list[Query], found: dict[str, list[str]]) -> None:
    reciprocal = [1 / place(query, found) if place(query, found) else 0 for query in queries]
    assert sum(reciprocal) / len(reciprocal) >= 0.85


def test_questions_nobody_tuned_for(ranking: Ranking) -> None:
    """Figures on questions that were held out: 95.5% among the first three and MRR 0.89 when first measured, later 97% and 0.92.

    When this fails, look for what made search worse for everyone; never add words for a held question.
    """
    held = [query for query in judged(UNSEEN) if query.get("split") == "held"]
    pages = first_ten(ranking, held)
    places = [place(query, pages) for query in held]
    assert len(held) >= 150
    assert sum(0 < one <= 3 for one in places) / len(held) >= 0.93
    assert sum(1 / one for one in places if one) / len(held) >= 0.89


def test_what_is_not_here_is_said(ranking: Ranking) -> None:
    """Held out: 94% of questions about other things are told so, half of which are near to this base, and by mistake 0.5% of those
    about this base.
    """
    asked = listed(OFFTOPIC)["questions"]
    off = [question["q"] for question in asked if question["split"] == "held"]
    here = [query["q"] for query in judged(UNSEEN) if query.get("split") == "held"]
    assert len(off) >= 250
    assert sum(not ranking.search(question).is_here for question in off) / len(off) >= 0.92
    assert sum(not ranking.search(question).is_here for question in here) / len(here) <= 0.015


def test_an_answer_does_not_depend_on_the_questions_before(
    queries: list[Query], outputs: tuple[Output, ...], found: dict[str, list[str]]
) -> None:
    assert first_ten(Ranking(program(outputs)), queries[::-1]) == found


def test_the_browser_shows_the_order_of_kb_search(
    page: Page, real_site: Path, queries: list[Query], found: dict[str, list[str]]
) -> None:
    open_page(page, real_site, "search")
    page.get_by_role("searchbox").fill("分付")
    page.locator("main ol#search-results > li > a").first.wait_for()
    results, status = page.locator("main ol#search-results > li > a"), page.locator("#search-status")
    for query in random.Random(0).sample(queries, 100):
        # Cleared first, so that the results of the question before cannot be taken for this one's.
        page.get_by_role("searchbox").fill("")
        expect(status).to_be_empty()
        page.get_by_role("searchbox").fill(query["q"])
        expect(status).to_contain_text("找到")
        expect(results).to_have_count(len(found[query["q"]]))
        # The page of a sentence that answers is put first once nothing more is typed.
        until(partial(_is_shown, results, found[query["q"]]), on(page))


def _is_shown(results: Locator, keys: list[str]) -> bool:
    hrefs = results.evaluate_all("links => links.map(a => a.href)")
    return [href.split("#")[0].split("/site/", 1)[1].removesuffix("index.html").strip("/") for href in hrefs] == keys


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("95188", "strategies/verify-caller"),  # a number that is nowhere here is somebody's who called
        ("13800001234打来的", "strategies/verify-caller"),
        ("12378", "contacts/finance-complaints-12378"),
        ("12345shi", "contacts/government-12345"),  # numbers and letters without a space
        ("lǜshihan", "terms/lawyer-letter"),
        ("lvshihan", "terms/lawyer-letter"),
        ("20,000 逾期", "concepts/overdue"),
        ("100000 逾期", "concepts/overdue"),  # a sum of money is no caller
        ("20260301逾期", "concepts/overdue"),  # nor is a date
    ],
)
def test_numbers_and_letters(ranking: Ranking, question: str, first: str) -> None:
    assert first in [hit.address.strip("/") for hit in ranking.search(question).hits[:2]]


def test_a_number_is_one_with_and_without_marks_between_its_digits(ranking: Ranking) -> None:
    assert ranking.search("借20,000还不上").hits == ranking.search("借20000还不上").hits


def test_one_character_finds_something_too(ranking: Ranking) -> None:
    assert ranking.search("欠50000怎么办").hits
